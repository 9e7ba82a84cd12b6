/* serve.c: async_serve. */
#include "annotated.h"

#include "../serve.h"

#include <errno.h>

/* Something has run out. Whether the listener is ready does not matter meanwhile, so this never spins. */
static async int pause_for_shortage(struct async_server *server)
{
    async_event_clear(&server->ended);
    int result = await async_timeout(ASYNC__SHORTAGE_PAUSE, async_event_wait(&server->ended));
    if (result == -ENOMEM)
        result = await async_sleep(ASYNC__SHORTAGE_PAUSE);
    return result == -ECANCELED ? result : 0;
}

/* Takes one connection: 0, or a negative errno. */
static async int take_one(struct async_server *server, int listener)
{
    int fd = await async_accept(listener, NULL, NULL);
    return fd < 0 ? fd : async__connection_start(server, fd);
}

/* Until something happens that lasts. */
static async int serve_until(struct async_server *server, int listener)
{
    const unsigned life = async__life(listener);
    for (;;) {
        int result = await async_group_slot(&server->connections);
        if (result < 0)
            return result;
        /* The number may mean another descriptor by now. */
        if (async__life(listener) != life)
            return -EBADF;
        result = await take_one(server, listener);
        if (async__is_shortage(result))
            result = await pause_for_shortage(server);
        if (result < 0)
            return result;
    }
}

async int async_serve(int listener, async_connection_handler *handler, void *context, size_t max)
{
    struct async_server server = {.handler = handler, .context = context};
    async_group_limit(&server.connections, max);
    async_group_discard(&server.connections);
    int result = await serve_until(&server, listener);
    await async_group_join(&server.connections);
    return result;
}
