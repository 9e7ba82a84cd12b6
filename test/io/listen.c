// Listeners and connections by name, with the system's network.
// RUN: %io --elision %s
#include "Inputs/check.h"

#include <netinet/tcp.h>

/* The library's settings of a descriptor that it has made. */
static void check_settings(int fd, int type)
{
    int value = 0, of_type = 0;
    socklen_t size = sizeof value;
    CHECK(fd >= 0);
    CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    CHECK(fcntl(fd, F_GETFL) & O_NONBLOCK);
    CHECK(getsockopt(fd, SOL_SOCKET, SO_TYPE, &of_type, &size) == 0 && of_type == type);
    if (type == SOCK_STREAM)
        CHECK(getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, &size) == 0 && value);
}

/* The port that a socket is bound to, as a service. Valid until the next call. */
static const char *service_of(int fd)
{
    static char service[8];
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    CHECK(getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    CHECK(getnameinfo((struct sockaddr *)&address, size, NULL, 0, service, sizeof service, NI_NUMERICSERV) == 0);
    return service;
}

static async void talk(int listener, const char *host)
{
    int here = await async_tcp_connect(host, service_of(listener));
    check_settings(here, SOCK_STREAM);
    int there = await async_accept(listener, NULL, NULL);
    check_settings(there, SOCK_STREAM);
    await use_pair(here, there);
}

static int has_v6(void)
{
    struct sockaddr_in6 here = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM, 0), result = bind(fd, (struct sockaddr *)&here, sizeof here);
    close(fd);
    return result == 0;
}

static async void any_address(void)
{
    int listener = await async_tcp_listen(NULL, "0");
    check_settings(listener, SOCK_STREAM);
    await talk(listener, "127.0.0.1");
    await talk(listener, NULL);
    if (has_v6())
        await talk(listener, "::1");
    async_close(listener);
}

static async void one_address(void)
{
    char service[8];
    int listener = await async_tcp_listen("127.0.0.1", "0");
    check_settings(listener, SOCK_STREAM);
    strcpy(service, service_of(listener));
    await talk(listener, "127.0.0.1");
    await talk(listener, "localhost");
    CHECK_EQUAL(await async_tcp_listen("127.0.0.1", service), -EADDRINUSE);
    CHECK_EQUAL(await async_tcp_listen_shared("127.0.0.1", service), -EADDRINUSE);
    CHECK_EQUAL(await async_tcp_listen(NULL, service), -EADDRINUSE);
    async_close(listener);
    CHECK_EQUAL(await async_tcp_connect("127.0.0.1", service), -ECONNREFUSED);
    /* The connections that it had may not be gone for good yet. */
    listener = await async_tcp_listen("127.0.0.1", service);
    check_settings(listener, SOCK_STREAM);
    async_close(listener);
}

static async void shared(void)
{
    int one = await async_tcp_listen_shared("127.0.0.1", "0");
    int other = await async_tcp_listen_shared("127.0.0.1", service_of(one));
    check_settings(one, SOCK_STREAM);
    check_settings(other, SOCK_STREAM);
    CHECK_EQUAL(await async_tcp_listen("127.0.0.1", service_of(one)), -EADDRINUSE);
    async_close(other);
    await talk(one, "127.0.0.1");
    async_close(one);
}

static async void datagrams(const char *host)
{
    char byte = 0;
    struct sockaddr_in from, to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof from;
    int here = await async_udp_bind("127.0.0.1", "0"), there = await async_udp_bind(host, "0");
    check_settings(here, SOCK_DGRAM);
    check_settings(there, SOCK_DGRAM);
    CHECK_EQUAL(await async_udp_bind(host, service_of(there)), -EADDRINUSE);
    to.sin_port = htons((uint16_t)atoi(service_of(there)));
    CHECK_EQUAL(await async_sendto(here, "y", 1, 0, (struct sockaddr *)&to, sizeof to), 1);
    CHECK_EQUAL(await async_recv(there, &byte, 1, 0), 1);
    CHECK_EQUAL(byte, 'y');
    to.sin_port = htons((uint16_t)atoi(service_of(here)));
    CHECK_EQUAL(await async_sendto(there, "z", 1, 0, (struct sockaddr *)&to, sizeof to), 1);
    CHECK_EQUAL(await async_recvfrom(here, &byte, 1, 0, (struct sockaddr *)&from, &size), 1);
    CHECK_EQUAL(byte, 'z');
    CHECK_EQUAL(ntohs(from.sin_port), atoi(service_of(there)));
    async_close(here);
    async_close(there);
}

static async void failures(void)
{
    CHECK_EQUAL(await async_tcp_listen("192.0.2.1", "0"), -EADDRNOTAVAIL); /* of nobody: RFC 5737 */
    CHECK_EQUAL(await async_udp_bind("192.0.2.1", "0"), -EADDRNOTAVAIL);
    CHECK_EQUAL(await async_tcp_listen("127.0.0.1", "no-such-service"), -ENOENT);
    CHECK_EQUAL(await async_tcp_listen_shared("127.0.0.1", "no-such-service"), -ENOENT);
    CHECK_EQUAL(await async_udp_bind("127.0.0.1", "no-such-service"), -ENOENT);
    CHECK_EQUAL(await async_tcp_connect("127.0.0.1", "no-such-service"), -ENOENT);
    CHECK_EQUAL(await async_tcp_listen(NULL, NULL), -ENOENT);
}

static async int run(void)
{
    await failures();
    await any_address();
    int before = descriptors();
    await one_address();
    await shared();
    await datagrams("127.0.0.1");
    await datagrams(NULL);
    await failures();
    CHECK_EQUAL(descriptors(), before);
    return 0;
}

int main(void)
{
    return async_run(run());
}
