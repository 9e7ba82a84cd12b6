/* connection.c: the task of a connection of async_serve.
 *
 * In annotated C it would be a function of three lines, whose frame has the same two members as its task. There may be
 * very many connections, so this one is written by hand: the task is the frame.
 */
#include "io.h"

#include "serve.h"

struct connection {
    async_frame frame;
    struct async_server *server;
    int fd;
};

static async_frame *connection_resume(async_frame *frame)
{
    const struct connection *self = (const struct connection *)(const void *)frame;
    struct async_server *server = self->server;
    if (frame->async_state == 0) {
        async_void (*handler)(int, void *) = (async_void(*)(int, void *))(void (*)(void))server->handler;
        async_frame *wait = handler(self->fd, server->context);
        if (wait) {
            async_suspend(frame, 1, wait);
            return NULL;
        }
    }
    async_close(self->fd);
    async_event_set(&server->ended);
    return async_return(frame, frame->async_function);
}

static const async_function connection_function = {.async_resume = connection_resume,
                                                   .async_name = "async_connection",
                                                   .async_size = sizeof(struct connection),
                                                   .async_await_count = 1};

static async_task *new_connection(struct async_server *server, int fd)
{
    struct connection *connection = async_new_object(&connection_function, 0);
    if (!connection)
        return NULL;
    connection->server = server;
    connection->fd = fd;
    return &connection->frame;
}

int async__connection_start(struct async_server *server, int fd)
{
    int result = async__group_spawn(&server->connections, new_connection(server, fd));
    if (result < 0)
        async_close(fd);
    return result;
}
