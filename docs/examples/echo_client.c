/* echo_client.c: many connections to an echo server at the same time.
 *
 *     echo_client [HOST [PORT [CONNECTIONS [MESSAGES]]]]
 *
 * Each connection sends its messages one after the other, and checks what comes back. When one of them fails, or on
 * Ctrl-C, all are given up.
 */
#include <asyncc/io.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double answer_seconds = 30;

/* Sends a message and waits for it to come back. -EPIPE: the server has closed the connection. -EBADMSG: it has sent
 * something else. */
static async int exchange(int fd, const char *message, size_t size)
{
    char answer[64];
    ssize_t count = await async_write_all(fd, message, size);
    if (count == (ssize_t)size)
        count = await async_read_all(fd, answer, size);
    if (count < 0)
        return (int)count;
    if (count < (ssize_t)size)
        return -EPIPE;
    return memcmp(answer, message, size) ? -EBADMSG : 0;
}

static async int talk(int fd, int number, int messages)
{
    for (int i = 0; i < messages; i++) {
        char message[64];
        int size = snprintf(message, sizeof message, "message %d of connection %d\n", i, number);
        int result, s = await async_timeout(answer_seconds, result = exchange(fd, message, (size_t)size));
        if (s < 0 || result < 0)
            return s < 0 ? s : result;
    }
    return 0;
}

static async int connection(const char *host, const char *port, int number, int messages)
{
    int fd = await async_tcp_connect(host, port);
    if (fd < 0)
        return fd;
    int result = await talk(fd, number, messages);
    async_close(fd);
    return result;
}

/* All of them at once: 0, or the first failure. The group cancels the others then. */
static async int all_connections(const char *host, const char *port, int count, int messages)
{
    ASYNC_SCOPED_GROUP(connections);
    int started = 0;
    for (int i = 0; i < count && started == 0; i++)
        started = async_group_spawn(&connections, connection(host, port, i, messages));
    int failure = await async_group_join(&connections);
    return failure < 0 ? failure : started;
}

async int main(int argc, char **argv)
{
    const char *host = argc > 1 ? argv[1] : "localhost", *port = argc > 2 ? argv[2] : "7000";
    int count = argc > 3 ? atoi(argv[3]) : 1000, messages = argc > 4 ? atoi(argv[4]) : 10;
    int s = await all_connections(host, port, count, messages);
    if (s < 0) {
        fprintf(stderr, "echo_client: %s\n", strerror(-s));
        return 1;
    }
    printf("%d connections, %d messages each: all came back\n", count, messages);
    return 0;
}
