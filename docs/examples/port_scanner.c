/* port_scanner.c: which TCP ports of a host are open.
 *
 *     port_scanner HOST FIRST LAST [AT_ONCE [SECONDS]]
 *
 * Tries at most so many ports at once (100), each for at most so long (1 s): many hosts do not answer at all where
 * nobody listens. Ctrl-C ends it, and prints what was found until then.
 */
#include <asyncc/io.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PORTS = 65536 };

struct scan {
    const char *host;
    int first, last;
    double seconds;     /* for each port */
    int results[PORTS]; /* 0: open. -ECONNREFUSED: closed. -ETIMEDOUT: no answer. Others: errors */
};

/* 0: somebody listens. The connection is of no more use then. */
static async int knock(const char *host, int port)
{
    char service[8];
    snprintf(service, sizeof service, "%d", port);
    int fd = await async_tcp_connect(host, service);
    if (fd < 0)
        return fd;
    async_close(fd);
    return 0;
}

/* Never fails, as that would end the scan of all other ports. */
static async void try_port(struct scan *scan, int port)
{
    int result, s = await async_timeout(scan->seconds, result = knock(scan->host, port));
    scan->results[port] = s < 0 ? s : result;
}

/* All ports have their results: 0. -ECANCELED: some have. */
static async int scan_all(struct scan *scan, size_t at_once)
{
    ASYNC_SCOPED_GROUP(ports);
    async_group_limit(&ports, at_once);
    async_group_discard(&ports);
    for (int port = scan->first; port <= scan->last; port++) {
        int s = await async_group_slot(&ports); /* waits while so many are being tried */
        if (s == 0)
            s = async_group_spawn(&ports, try_port(scan, port));
        if (s < 0)
            return s;
    }
    return await async_group_join(&ports);
}

static void report(const struct scan *scan)
{
    int closed = 0, silent = 0, unknown = 0;
    for (int port = scan->first; port <= scan->last; port++) {
        int result = scan->results[port];
        if (result == 0)
            printf("%d is open\n", port);
        else if (result == -ECANCELED)
            unknown++;
        else if (result == -ECONNREFUSED)
            closed++;
        else if (result == -ETIMEDOUT)
            silent++;
        else
            printf("%d: %s\n", port, strerror(-result));
    }
    printf("%d closed, %d did not answer\n", closed, silent);
    if (unknown)
        printf("%d without a result\n", unknown);
}

async int main(int argc, char **argv)
{
    static struct scan scan;
    scan.host = argc > 1 ? argv[1] : "";
    scan.first = argc > 3 ? atoi(argv[2]) : 0;
    scan.last = argc > 3 ? atoi(argv[3]) : 0;
    size_t at_once = argc > 4 ? strtoul(argv[4], NULL, 10) : 100;
    scan.seconds = argc > 5 ? strtod(argv[5], NULL) : 1;
    if (scan.first < 1 || scan.last < scan.first || scan.last >= PORTS || at_once == 0) {
        fprintf(stderr, "usage: port_scanner HOST FIRST LAST [AT_ONCE [SECONDS]]\n");
        return 2;
    }
    for (int port = scan.first; port <= scan.last; port++)
        scan.results[port] = -ECANCELED;
    int s = await scan_all(&scan, at_once);
    report(&scan);
    if (s < 0)
        fprintf(stderr, "port_scanner: %s\n", strerror(-s));
    return s < 0;
}
