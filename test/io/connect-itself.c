// A TCP connection to itself, which the system makes if a socket's own port is the one where nobody listens.
// RUN: %io --elision %s
#include "Inputs/check.h"

#include <sys/syscall.h>

static int times;

/* By chance; here every time. */
int connect(int fd, const struct sockaddr *to, socklen_t length)
{
    CHECK(bind(fd, to, length) == 0);
    times++;
    return (int)syscall(SYS_connect, fd, to, length);
}

static async void connect_to(const char *host)
{
    char service[8];
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    int fd = await async_tcp_listen(host, "0");
    if (fd == -EADDRNOTAVAIL || fd == -EAFNOSUPPORT)
        return; /* no v6 */
    CHECK(fd >= 0);
    CHECK(getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    CHECK(getnameinfo((struct sockaddr *)&address, size, NULL, 0, service, sizeof service, NI_NUMERICSERV) == 0);
    async_close(fd);
    int before = descriptors();
    times = 0;
    CHECK_EQUAL(await async_tcp_connect(host, service), -ECONNREFUSED);
    CHECK_EQUAL(times, 1);
    CHECK(descriptors() - before <= 2); /* the library's own */
}

static async int run(void)
{
    await connect_to("127.0.0.1");
    await connect_to("::1");
    return 0;
}

int main(void)
{
    return async_run(run());
}
