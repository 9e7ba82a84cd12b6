/* client.c: the peers of the soak test.
 *
 *     client PORT SECONDS IDLE BUSY CHURN REST
 *
 * IDLE connections that say nothing until the end and then still get an answer, BUSY ones that ask again and again and
 * rest so many seconds between two requests, on average, and CHURN new ones in a second, of which 500 may be open at
 * once: some end well, some are reset in the middle of an answer, some are half closed, some read slowly. SIGTERM for
 * the server may come at any time: a connection then ends between two answers. Whatever was acknowledged has to be
 * answered as a whole; otherwise this says so, and exits with 1. */
#include <arpa/inet.h>
#include <asyncc/io.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
    ADDRESSES = 16, /* 127.0.0.1 and on, so that there are ports enough */
    AT_ONCE = 500   /* of the new ones: where the machine is too slow there are fewer in a second */
};

static int port;
static double end_time, rest;
static unsigned seed = 1;
static long opened, asked, acknowledged, answered, ended, refused, wrong, is_open, most_open;

static unsigned random_below(unsigned limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (unsigned)(((unsigned long long)seed * limit) >> 32);
}

static async int connect_server(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + random_below(ADDRESSES));
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    int s = await async_connect(fd, (struct sockaddr *)&address, sizeof address);
    if (s < 0)
        async_close(fd);
    opened += s >= 0;
    return s < 0 ? s : fd;
}

/* Closes with a reset. */
static void reset(int fd)
{
    struct linger now = {.l_onoff = 1};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    async_close(fd);
}

static async int send_request(int fd, long number, long size, int pause)
{
    char line[64];
    int length = snprintf(line, sizeof line, "%ld %ld %d\n", number, size, pause);
    ssize_t s = await async_write_all(fd, line, (size_t)length);
    asked += s == length;
    return s == length ? 0 : s < 0 ? (int)s : -EPIPE;
}

/* A line, byte by byte; 0: the end came before it. A line that has begun has to be whole. */
static async int read_line(int fd, char *line, size_t size)
{
    size_t length = 0;
    while (length + 1 < size) {
        ssize_t s = await async_read(fd, line + length, 1);
        if (s <= 0)
            return length ? -EPROTO : 0;
        if (line[length++] == '\n')
            break;
    }
    line[length] = '\0';
    return (int)length;
}

static async int read_body(int fd, long size, double pause)
{
    char data[8192];
    while (size > 0) {
        ssize_t s = await async_read(fd, data, size < (long)sizeof data ? (size_t)size : sizeof data);
        if (s <= 0)
            return -EPROTO;
        for (ssize_t i = 0; i < s; i++)
            if (data[i] != 'x')
                return -EPROTO;
        size -= s;
        if (pause > 0)
            await async_sleep(pause);
    }
    return 0;
}

/* The answer: 1; 0: the connection has ended before it was promised. */
static async int read_answer(int fd, long number, long size, double pause)
{
    char line[64], expected[64];
    int s = await read_line(fd, line, sizeof line);
    if (!s)
        return 0;
    snprintf(expected, sizeof expected, "ack %ld\n", number);
    if (s < 0 || strcmp(line, expected))
        return -EPROTO;
    acknowledged++;
    s = await read_line(fd, line, sizeof line);
    snprintf(expected, sizeof expected, "answer %ld %ld\n", number, size);
    if (s <= 0 || strcmp(line, expected) || await read_body(fd, size, pause) < 0)
        return -EPROTO;
    answered++;
    return 1;
}

static async int ask(int fd, long size, double pause)
{
    long number = asked;
    if (await send_request(fd, number, size, (int)random_below(30)) < 0)
        return 0;
    int s = await read_answer(fd, number, size, pause);
    if (s < 0)
        wrong++;
    return s;
}

static async int open_one(void)
{
    int fd = await connect_server();
    refused += fd < 0;
    is_open += fd >= 0;
    most_open = is_open > most_open ? is_open : most_open;
    return fd;
}

static void close_one(int fd)
{
    async_close(fd);
    is_open--;
}

static double left(void)
{
    double seconds = end_time - async_time();
    return seconds > 0 ? seconds : 0;
}

static async void idle(void)
{
    int fd = await open_one();
    if (fd < 0)
        return;
    await async_sleep(left());
    if (await ask(fd, 10, 0) == 0)
        ended++;
    close_one(fd);
}

static async void busy(void)
{
    int fd = await open_one();
    while (fd >= 0 && left() > 0) {
        if (await ask(fd, random_below(8) ? (long)random_below(2000) : 100000, 0) <= 0) {
            ended++;
            break;
        }
        await async_sleep(rest * (0.5 + random_below(1000) / 1e3));
    }
    if (fd >= 0)
        close_one(fd);
}

static async void half_closed(int fd)
{
    char byte;
    long number = asked;
    if (await send_request(fd, number, 5000, 10) == 0) {
        shutdown(fd, SHUT_WR);
        int s = await read_answer(fd, number, 5000, 0);
        if (s < 0 || (s > 0 && await async_read(fd, &byte, 1) > 0))
            wrong++;
    }
}

static async void come_and_go(void)
{
    int fd = await open_one();
    if (fd < 0)
        return;
    switch (random_below(8)) {
    case 0: /* killed in the middle of an answer */
    case 1:
        if (await send_request(fd, asked, random_below(2) ? 100 : 500000, (int)random_below(20)) == 0)
            await async_sleep(random_below(30) / 1e3);
        reset(fd);
        is_open--;
        return;
    case 2:
        await half_closed(fd);
        break;
    case 3: /* reads slowly */
        await ask(fd, 30000, 0.05);
        break;
    case 4: /* says nothing */
        break;
    default:
        for (unsigned i = 0; i < 3; i++)
            if (await ask(fd, 200, 0) <= 0)
                break;
    }
    close_one(fd);
}

static async int churn(int per_second)
{
    double next = async_time();
    async_group peers = {0};
    async_group_discard(&peers);
    async_group_keep_going(&peers);
    async_group_limit(&peers, AT_ONCE);
    while (left() > 0 && await async_group_slot(&peers) == 0) {
        if (async_group_spawn(&peers, come_and_go()) < 0)
            break;
        next += 1.0 / per_second;
        double now = async_time();
        if (next < now - 1)
            next = now; /* the machine is too slow for so many */
        await async_sleep_until(next);
    }
    return await async_group_join(&peers);
}

async int main(int argc, char **argv)
{
    if (argc != 7)
        return 2;
    port = atoi(argv[1]);
    int idles = atoi(argv[3]), busies = atoi(argv[4]), per_second = atoi(argv[5]);
    double began = async_time();
    rest = atof(argv[6]);
    end_time = began + atof(argv[2]);
    async_group peers = {0};
    async_group_discard(&peers);
    async_group_keep_going(&peers);
    for (int i = 0; i < idles + busies; i++) {
        if (i < idles ? async_group_spawn(&peers, idle()) < 0 : async_group_spawn(&peers, busy()) < 0)
            return 3;
        if (i % 50 == 49) /* not more than the listener's line takes */
            await async_sleep(0.005);
    }
    while (opened + refused < idles + busies)
        await async_sleep(0.1);
    printf("connected\n");
    fflush(stdout);
    if (per_second)
        await churn(per_second);
    await async_group_join(&peers);
    printf("opened %ld (%.0f a second, at most %ld at once) refused %ld asked %ld acknowledged %ld answered %ld "
           "ended %ld wrong %ld\n",
           opened, (double)opened / (async_time() - began), most_open, refused, asked, acknowledged, answered, ended,
           wrong);
    return wrong || acknowledged != answered;
}
