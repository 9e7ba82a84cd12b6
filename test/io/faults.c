// Every call of the system that the library makes fails in turn, in each way that it may: an errno or another attempt,
// never a lost byte, a leaked descriptor or frame, or a hang. And every wait is cancelled in turn.
// RUN: %io %s | FileCheck %s
#include "Inputs/check.h"

#include <asyncc/test.h>
#include <stdbool.h>

enum { SIZE = 300 };

static void fill(char *data)
{
    for (int i = 0; i < SIZE; i++)
        data[i] = (char)(i * 7 + i / 50);
}

// Sends back what comes, until the peer ends or something fails. Closes the descriptor, so that the peer learns of it.
static async int echo(int fd)
{
    char data[64];
    ssize_t count, written = 0;
    while ((count = await async_read(fd, data, sizeof data)) > 0 &&
           (written = await async_write_all(fd, data, (size_t)count)) == count)
        continue;
    async_close(fd);
    return count <= 0 ? (int)count : written < 0 ? (int)written : -EIO;
}

static async int send_all(int fd, const char *data, bool ends)
{
    ssize_t count = await async_write_all(fd, data, SIZE);
    if (ends)
        async_close(fd);
    return count < 0 ? (int)count : count < SIZE ? -EIO : 0;
}

// What arrives is what was sent, as far as it arrives.
static async int receive_all(int fd, const char *data, bool ends)
{
    char got[SIZE];
    ssize_t count = await async_read_all(fd, got, SIZE);
    if (ends)
        async_close(fd);
    CHECK(count < 0 || !memcmp(got, data, (size_t)count));
    return count < 0 ? (int)count : count < SIZE ? -EIO : 0;
}

// A client and a server over a pair of descriptors; both are closed.
static async int talk(int client, int server)
{
    char data[SIZE];
    int sent = -1, received = -1;
    fill(data);
    async_task *other = async_spawn(echo(server));
    if (other) {
        sent = await send_all(client, data, false);
        received = sent < 0 ? sent : await receive_all(client, data, false);
        shutdown(client, SHUT_WR);
    }
    async_close(client);
    if (!other)
        async_close(server);
    int served = await async_join(other);
    return sent < 0 ? sent : received < 0 ? received : served;
}

static async int over_socketpair(void)
{
    int both[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, both) == 0);
    return await talk(both[0], both[1]);
}

static async int over_tcp(void)
{
    struct sockaddr_in address;
    int listener = plain_listener(&address), client = socket(AF_INET, SOCK_STREAM, 0);
    int result = await async_connect(client, (struct sockaddr *)&address, sizeof address);
    int server = result < 0 ? result : await async_accept(listener, NULL, NULL);
    async_close(listener);
    if (server >= 0)
        return await talk(client, server);
    async_close(client);
    return server;
}

static async int over_pipes(void)
{
    int ends[2];
    char data[SIZE];
    int sent = -1, received = -1;
    fill(data);
    CHECK(pipe(ends) == 0);
    await async_gather(received = receive_all(ends[0], data, true), sent = send_all(ends[1], data, true));
    return sent < 0 ? sent : received;
}

static async int messages(void)
{
    int both[2];
    char data[3] = "abc", got[3];
    struct iovec part = {.iov_base = got, .iov_len = sizeof got};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, both) == 0);
    ssize_t count = await async_send(both[0], data, sizeof data, 0);
    if (count > 0)
        CHECK_EQUAL(await async_recv(both[1], got, sizeof got, MSG_DONTWAIT | MSG_PEEK) > -1000, 1);
    if (count > 0 && (count = await async_sendto(both[0], data, sizeof data, 0, NULL, 0)) > 0)
        count = await async_recvmsg(both[1], &message, 0);
    async_close(both[0]);
    async_close(both[1]);
    return count < 0 ? (int)count : 0;
}

int main(void)
{
    async int (*const tests[])(void) = {over_socketpair, over_tcp, over_pipes, messages};
    int faults = 0;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        CHECK(async_test_each_wait(tests[i]) >= 1);
        int runs = async_test_each_fault(tests[i]);
        CHECK(runs > 20);
        faults += runs;
    }
    // CHECK: {{^}}more than 500: 1{{$}}
    printf("more than 500: %d\n", faults > 500);
    fprintf(stderr, "%d faults\n", faults);
}
