// A hundred clients of an echo server in one thread; every byte comes back.
// RUN: %io %s | FileCheck %s
#include "Inputs/check.h"

static async void handle(int fd)
{
    char buffer[64];
    ssize_t count;
    while ((count = await async_read(fd, buffer, sizeof buffer)) > 0)
        CHECK_EQUAL(await async_write_all(fd, buffer, (size_t)count), count);
    CHECK_EQUAL(count, 0);
    CHECK_EQUAL(async_close(fd), 0);
}

static async int serve(int listener, int count)
{
    async_group connections = {0};
    while (count-- > 0) {
        int fd = await async_accept(listener, NULL, NULL);
        CHECK(fd >= 0);
        CHECK_EQUAL(async_group_spawn(&connections, handle(fd)), 0);
    }
    return await async_group_join(&connections);
}

static async int client(const struct sockaddr_in *to, int number)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK_EQUAL(await async_connect(fd, (const struct sockaddr *)to, sizeof *to), 0);
    for (int i = 0; i < 50; i++) {
        char out[200] = "", in[200];
        size_t size = (size_t)snprintf(out, sizeof out, "%*d %d", i * 3, number, i);
        CHECK_EQUAL(await async_write_all(fd, out, size), size);
        CHECK_EQUAL(await async_read_all(fd, in, size), size);
        CHECK(!memcmp(in, out, size));
    }
    CHECK_EQUAL(async_close(fd), 0);
    return 0;
}

static async int run(void)
{
    struct sockaddr_in address;
    int listener = plain_listener(&address);
    async_task *server = async_spawn(serve(listener, 100));
    async_group clients = {0};
    for (int i = 0; i < 100; i++)
        CHECK_EQUAL(async_group_spawn(&clients, client(&address, i)), 0);
    CHECK_EQUAL(await async_group_join(&clients), 0);
    CHECK_EQUAL(await async_join(server), 0);
    return async_close(listener);
}

int main(void)
{
    int before = descriptors(), result = async_run(run());
    async_stats stats;
    async_get_stats(&stats);
    // CHECK: result 0, tasks 0, frames 0
    printf("result %d, tasks %d, frames %d\n", result, (int)stats.tasks, (int)stats.frames);
    CHECK(descriptors() - before <= 2); // the library's own: epoll's set, what wakes the thread
}
