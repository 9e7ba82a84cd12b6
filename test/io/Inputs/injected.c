/* injected.c: an echo server for strace.test. Prints its port, and when SIGINT has ended it how many connections ended
 * with an error, and how many descriptors were left open. */
#include "check.h"

static int failed;

static async void handle(int fd, void *context)
{
    char data[64];
    ssize_t size = 0, sent = 0;
    (void)context;
    while (sent >= 0 && (size = await async_read(fd, data, sizeof data)) > 0)
        sent = await async_write_all(fd, data, (size_t)size);
    failed += size < 0 || sent < 0;
}

async int main(void)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int listener = await async_tcp_listen("127.0.0.1", "0");
    CHECK(listener >= 0);
    CHECK(getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    int before = descriptors();
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    int s = await async_serve(listener, handle, NULL, 0);
    CHECK_EQUAL(s, -ECANCELED);
    printf("failed %d, %d descriptors more\n", failed, descriptors() - before);
    async_close(listener);
    return 0;
}
