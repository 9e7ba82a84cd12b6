// Connections that wait already, and a handler that closes the listener: the same without a loop.
// RUN: %io --elision %s | FileCheck %s
#include "Inputs/check.h"

static async void print(int fd, void *context)
{
    char line[16] = "";
    int *listener = context;
    CHECK(await async_read(fd, line, sizeof line - 1) > 0);
    printf("%s\n", line);
    if (!strcmp(line, "last"))
        async_close(*listener);
}

static async int run(void)
{
    static const char *const lines[] = {"first", "second", "last"};
    struct sockaddr_in address;
    char service[8], byte;
    int listener = plain_listener(&address), clients[3];
    snprintf(service, sizeof service, "%d", ntohs(address.sin_port));
    for (int i = 0; i < 3; i++) {
        clients[i] = await async_tcp_connect("127.0.0.1", service);
        CHECK_EQUAL(await async_write(clients[i], lines[i], strlen(lines[i])), strlen(lines[i]));
    }
    // CHECK: first
    // CHECK-NEXT: second
    // CHECK-NEXT: last
    CHECK_EQUAL(await async_serve(listener, print, &listener, 1), -EBADF);
    for (int i = 0; i < 3; i++) {
        CHECK_EQUAL(await async_read(clients[i], &byte, 1), 0);
        async_close(clients[i]);
    }
    return 0;
}

int main(void)
{
    return async_run(run());
}
