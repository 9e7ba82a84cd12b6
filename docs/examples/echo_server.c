/* echo_server.c: a TCP server that sends back what it gets.
 *
 *     echo_server [PORT [CONNECTIONS]]
 *
 * At most so many connections are served at once; others wait until one of them ends. Port 0 is one that is free.
 * Ctrl-C closes all connections, and ends.
 */
#include <asyncc/io.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double idle_seconds = 60;

/* Sends one piece back: its size. 0: the peer has sent everything. Negative: an error. */
static async ssize_t echo(int fd)
{
    char data[4096];
    ssize_t size = await async_read(fd, data, sizeof data);
    return size > 0 ? await async_write_all(fd, data, (size_t)size) : size;
}

/* The life of a connection. The time for each piece is limited: a peer that sends nothing, or does not read what it
 * gets, would keep its place for ever. */
static async void handle(int fd, void *context)
{
    ssize_t size;
    (void)context;
    while (await async_timeout(idle_seconds, size = echo(fd)) == 0 && size > 0)
        ;
}

/* The port of a socket: that which the system has chosen for port 0. */
static int port_of(int fd)
{
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) < 0)
        return -errno;
    return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                               : ((struct sockaddr_in *)&address)->sin_port);
}

async int main(int argc, char **argv)
{
    const char *port = argc > 1 ? argv[1] : "7000";
    size_t most = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000;
    int listener = await async_tcp_listen(NULL, port);
    if (listener < 0) {
        fprintf(stderr, "echo_server: port %s: %s\n", port, strerror(-listener));
        return 1;
    }
    printf("listening at port %d\n", port_of(listener));
    fflush(stdout);
    int s = await async_serve(listener, handle, NULL, most);
    async_close(listener);
    if (s == -ECANCELED) { /* by Ctrl-C; all connections have ended */
        printf("stopped\n");
        return 0;
    }
    fprintf(stderr, "echo_server: %s\n", strerror(-s));
    return 1;
}
