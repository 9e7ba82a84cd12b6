/* server.c: the server of the soak test. A request is a line, `NUMBER SIZE PAUSE`. The answer is `ack NUMBER`, which
 * promises the rest; after PAUSE milliseconds `answer NUMBER SIZE`, and SIZE bytes. On SIGTERM it ends between two
 * requests of each connection. Each second it prints its frames and their bytes. */
#include <asyncc/io.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { PIECE = 4096, MOST = 1 << 20, SLOWEST = 20 /* seconds that a peer may take to read an answer */ };

static async_event ending; /* no more requests */
static long answered, dropped, pauses;
static char piece[PIECE];

static async int answer(async_stream *peer, long number, long size, long pause)
{
    int s = async_stream_printf(peer, "ack %ld\n", number);
    if (s < 0 || (s = await async_stream_flush(peer)) < 0)
        return s;
    s = await async_sleep((double)pause / 1e3);
    if (s < 0 || (s = async_stream_printf(peer, "answer %ld %ld\n", number, size)) < 0)
        return s;
    for (long left = size; left > 0; left -= PIECE) {
        size_t length = left < PIECE ? (size_t)left : PIECE;
        ssize_t written = await async_stream_write(peer, piece, length);
        if (written != (ssize_t)length)
            return written < 0 ? (int)written : -ECANCELED;
    }
    return await async_stream_flush(peer);
}

/* The next line, or 0 when the server ends. */
static async ssize_t next_line(async_stream *peer, char *line, size_t size)
{
    ssize_t length = 0;
    if (await async_race(length = async_stream_line(peer, line, size), async_event_wait(&ending)) < 0)
        return -ECANCELED;
    return length > 0 ? length : 0;
}

static async void handle(int fd)
{
    char line[64];
    async_stream peer __attribute__((cleanup(async_stream_close))) = {0};
    if (async_stream_fdopen(&peer, fd) < 0) {
        async_close(fd);
        return;
    }
    while (await next_line(&peer, line, sizeof line) > 0) {
        long number, size, pause;
        int s = 0;
        if (sscanf(line, "%ld %ld %ld", &number, &size, &pause) != 3 || size < 0 || size > MOST || pause < 0)
            break;
        int late = await async_timeout(SLOWEST, s = answer(&peer, number, size, pause));
        if (late < 0 || s < 0) {
            dropped++;
            break;
        }
        answered++;
    }
}

/* Connections until the listener is closed, or SIGTERM. */
static async int accept_all(int listener, async_group *connections)
{
    for (;;) {
        int s = await async_group_slot(connections);
        if (s < 0)
            return s;
        int fd = await async_accept(listener, NULL, NULL);
        if (fd == -EMFILE || fd == -ENFILE || fd == -ENOBUFS || fd == -ENOMEM) {
            pauses++;
            if (await async_sleep(0.05) < 0)
                return -ECANCELED;
            continue;
        }
        if (fd < 0)
            return fd;
        if (async_group_spawn(connections, handle(fd)) < 0)
            async_close(fd);
    }
}

static async int until_asked(int signals)
{
    return await async_signals_wait(signals, NULL);
}

static async int report(void)
{
    while (await async_sleep(1) == 0) {
        async_stats stats;
        async_get_stats(&stats);
        printf("frames %llu bytes %llu\n", (unsigned long long)stats.frames, (unsigned long long)stats.bytes);
    }
    return 0;
}

static async int serve(int listener, int signals)
{
    int s = 0;
    ASYNC_SCOPED_GROUP(connections);
    async_group_discard(&connections);
    async_group_keep_going(&connections);
    await async_race(until_asked(signals), s = accept_all(listener, &connections), report());
    async_close(listener);
    async_event_set(&ending);
    int left = await async_timeout(60, async_group_join(&connections));
    printf("end %d %d answered %ld dropped %ld pauses %ld\n", s, left, answered, dropped, pauses);
    return left;
}

async int main(void)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    sigset_t set;
    memset(piece, 'x', sizeof piece);
    setvbuf(stdout, NULL, _IOLBF, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    int signals = async_signals_open(&set), listener = await async_tcp_listen("0.0.0.0", "0");
    if (signals < 0 || listener < 0 || getsockname(listener, (struct sockaddr *)&address, &length) < 0)
        return 1;
    printf("port %d\n", ntohs(address.sin_port));
    int s = await serve(listener, signals);
    async_close(signals);
    return s < 0;
}
