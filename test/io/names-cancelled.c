// Connections and listeners by name, cancelled, or without what they need: no descriptor is left.
// RUN: %io %s
#include "Inputs/check.h"

#include <asyncc/test.h>
#include <sys/un.h>

static int turns;

static async void count_turns(void)
{
    while (await async_yield() == 0)
        turns++;
}

/* A call has given `result`, in a marked frame, and has taken a turn. */
static void check_turn(int result)
{
    CHECK_EQUAL(result, -ECANCELED);
    CHECK(turns > 0);
    turns = 0;
}

static async int marked(void)
{
    async_task *counter = async_spawn(count_turns());
    async_cancel(ASYNC_SELF);
    check_turn(await async_tcp_connect("127.0.0.1", "1"));
    check_turn(await async_unix_connect("nowhere"));
    check_turn(await async_tcp_listen(NULL, "0"));
    check_turn(await async_tcp_listen_shared("127.0.0.1", "0"));
    check_turn(await async_unix_listen("nowhere"));
    check_turn(await async_udp_bind("127.0.0.1", "0"));
    check_turn(await async_serve(0, NULL, NULL, 0));
    return await async_join(counter);
}

/* A listener at a path whose line has room for one, and is full; the one connection there. */
static async int full_listener(struct sockaddr_un *address, int *one)
{
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(address->sun_path, sizeof address->sun_path, "/tmp/asyncc-full-%d", (int)getpid());
    unlink(address->sun_path);
    CHECK(bind(listener, (struct sockaddr *)address, sizeof *address) == 0);
    CHECK(listen(listener, 0) == 0);
    *one = await async_unix_connect(address->sun_path);
    return listener;
}

static async int waits_for_room(void)
{
    struct sockaddr_un address;
    int one, two = -1, listener = await full_listener(&address, &one);
    async_task *task = async_spawn(two = async_unix_connect(address.sun_path));
    await async_sleep(0.01);
    CHECK(!async_finished(task) || two < 0);
    async_close(await async_accept(listener, NULL, NULL));
    await async_join(task);
    CHECK(two >= 0 || two == -ECANCELED);
    close(listener);
    if (two >= 0)
        async_close(two);
    if (one >= 0)
        async_close(one);
    unlink(address.sun_path);
    return 0;
}

static async int connects(void)
{
    char service[8];
    struct sockaddr_in address;
    int listener = plain_listener(&address);
    snprintf(service, sizeof service, "%d", ntohs(address.sin_port));
    int fd = await async_tcp_connect("localhost", service);
    if (fd >= 0)
        async_close(fd);
    close(listener);
    return 0;
}

static async int listens(void)
{
    int fds[] = {await async_tcp_listen("localhost", "0"), await async_tcp_listen_shared(NULL, "0"),
                 await async_udp_bind("localhost", "0")};
    for (int i = 0; i < 3; i++)
        if (fds[i] >= 0)
            async_close(fds[i]);
    return 0;
}

int main(void)
{
    CHECK_EQUAL(async_run(listens()), 0); /* makes what the library keeps open */
    int before = descriptors();
    CHECK_EQUAL(async_run(marked()), 0);
    CHECK(async_test_each_wait(waits_for_room) > 2);
    CHECK(async_test_each_wait(connects) > 0);
    CHECK(async_test_each_wait(listens) > 0);
    CHECK(async_test_each_fault(connects) > 0);
    CHECK(async_test_each_fault(listens) > 0);
    CHECK_EQUAL(descriptors(), before);
    return 0;
}
