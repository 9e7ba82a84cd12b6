/* io_sockets.h: what connections by name and listeners are made of: plain C that never waits, shared by the library and
 * the elision. Part of <asyncc/io.h>; declares nothing for users.
 */
#ifndef ASYNCC_IO_SOCKETS_H
#define ASYNCC_IO_SOCKETS_H

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#define ASYNC_SOCKETS static __inline__ __attribute__((__unused__))

/* In tests of the library its calls of the system may fail. */
#if !defined(ASYNC_SYSTEM_FAILS)
#define ASYNC_SYSTEM_FAILS(call) 0
#endif

/* setsockopt: 0, or a negative errno. */
ASYNC_SOCKETS int async__set_option(int __fd, int __level, int __option, int __value)
{
    return ASYNC_SYSTEM_FAILS(SYSTEM_OPTION) || setsockopt(__fd, __level, __option, &__value, sizeof __value) < 0
               ? -errno
               : 0;
}

ASYNC_SOCKETS int async__socket_of_system(int __family, int __type)
{
#if defined(__linux__)
    return socket(__family, __type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
#else
    int __fd = socket(__family, __type, 0);
    if (__fd >= 0) {
        fcntl(__fd, F_SETFD, FD_CLOEXEC);
        fcntl(__fd, F_SETFL, fcntl(__fd, F_GETFL) | O_NONBLOCK);
    }
    return __fd;
#endif
}

/* The descriptor, or closes it and gives the error. */
ASYNC_SOCKETS int async__unless(int __error, int __fd)
{
    if (!__error)
        return __fd;
    close(__fd);
    return __error;
}

/* A socket that is O_NONBLOCK and FD_CLOEXEC, with TCP_NODELAY if it is TCP's; or a negative errno. */
ASYNC_SOCKETS int async__socket(int __family, int __type)
{
    int __error, __fd = ASYNC_SYSTEM_FAILS(SYSTEM_MAKE) ? -1 : async__socket_of_system(__family, __type);
    if (__fd < 0)
        return -errno;
    __error = __type == SOCK_STREAM && __family != AF_UNIX ? async__set_option(__fd, IPPROTO_TCP, TCP_NODELAY, 1) : 0;
    return async__unless(__error, __fd);
}

/* bind(2), and then listen(2): 0, or a negative errno. */
ASYNC_SOCKETS int async__bind(int __fd, const struct sockaddr *__to, socklen_t __length)
{
    return ASYNC_SYSTEM_FAILS(SYSTEM_OPTION) || bind(__fd, __to, __length) < 0 ? -errno : 0;
}

ASYNC_SOCKETS int async__listen(int __fd)
{
    return ASYNC_SYSTEM_FAILS(SYSTEM_OPTION) || listen(__fd, SOMAXCONN) < 0 ? -errno : 0;
}

/* --- addresses of one name --- */

/* Gives them one after the other, the two families in turn: RFC 8305, 4. */
struct async__addresses {
    const struct addrinfo *__next[2]; /* of the family that comes first, and of others */
    int __first, __turn;
};

/* From here on, the next one that is of that family, or is not. */
ASYNC_SOCKETS const struct addrinfo *async__seek(const struct addrinfo *__from, int __family, int __is_other)
{
    while (__from && (__from->ai_family != __family) != __is_other)
        __from = __from->ai_next;
    return __from;
}

ASYNC_SOCKETS struct async__addresses async__addresses_of(const struct addrinfo *__list, int __first)
{
    struct async__addresses __all;
    __all.__next[0] = async__seek(__list, __first, 0);
    __all.__next[1] = async__seek(__list, __first, 1);
    __all.__first = __first;
    __all.__turn = 0;
    return __all;
}

/* NULL: no more. */
ASYNC_SOCKETS const struct addrinfo *async__address_take(struct async__addresses *__all)
{
    int __from = __all->__next[__all->__turn] ? __all->__turn : !__all->__turn;
    const struct addrinfo *__taken = __all->__next[__from];
    if (!__taken)
        return __taken;
    __all->__next[__from] = async__seek(__taken->ai_next, __all->__first, __from);
    __all->__turn = !__from;
    return __taken;
}

/* An error that only says that this machine has no use for such addresses. */
ASYNC_SOCKETS int async__is_unusable(int __error)
{
    return __error == -EAFNOSUPPORT || __error == -EADDRNOTAVAIL || __error == -ENETUNREACH ||
           __error == -EPROTONOSUPPORT;
}

/* Which error to give when several attempts have failed (0: none yet): the first that says more than that. */
ASYNC_SOCKETS int async__failure(int __so_far, int __error)
{
    return __so_far && !async__is_unusable(__so_far) ? __so_far : __error;
}

/* --- TCP and UDP --- */

/* True if a TCP socket is connected to itself: its own port was free, and was also where it wanted to go. */
ASYNC_SOCKETS int async__is_own_peer(int __fd)
{
    union {
        struct sockaddr base;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } __here, __there;
    socklen_t __size = sizeof __here, __there_size = sizeof __there;
    if (getsockname(__fd, &__here.base, &__size) < 0 || getpeername(__fd, &__there.base, &__there_size) < 0 ||
        __here.base.sa_family != __there.base.sa_family)
        return 0;
    if (__here.base.sa_family == AF_INET)
        return __here.v4.sin_port == __there.v4.sin_port && __here.v4.sin_addr.s_addr == __there.v4.sin_addr.s_addr;
    return __here.base.sa_family == AF_INET6 && __here.v6.sin6_port == __there.v6.sin6_port &&
           !memcmp(&__here.v6.sin6_addr, &__there.v6.sin6_addr, sizeof __here.v6.sin6_addr);
}

/* What a descriptor that is bound is for. */
enum { ASYNC__STREAMS = 1, ASYNC__SHARED = 2, ASYNC__ANY_ADDRESS = 4 };

ASYNC_SOCKETS struct addrinfo async__bind_hints(int __kind)
{
    struct addrinfo __hints;
    memset(&__hints, 0, sizeof __hints);
    __hints.ai_flags = AI_PASSIVE;
    __hints.ai_socktype = __kind & ASYNC__STREAMS ? SOCK_STREAM : SOCK_DGRAM;
    return __hints;
}

/* What has to be set before a socket is bound: 0, or a negative errno. */
ASYNC_SOCKETS int async__set_options(int __fd, int __family, int __kind)
{
    int __error = __kind & ASYNC__STREAMS ? async__set_option(__fd, SOL_SOCKET, SO_REUSEADDR, 1) : 0;
    if (!__error && __kind & ASYNC__ANY_ADDRESS && __family == AF_INET6)
        __error = async__set_option(__fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (!__error && __kind & ASYNC__SHARED)
#if defined(SO_REUSEPORT)
        __error = async__set_option(__fd, SOL_SOCKET, SO_REUSEPORT, 1);
#else
        __error = -ENOPROTOOPT;
#endif
    return __error;
}

/* A socket that is bound to this address, and listens if it is for streams; or a negative errno. */
ASYNC_SOCKETS int async__bind_one(const struct addrinfo *__to, int __kind)
{
    int __error, __fd = async__socket(__to->ai_family, __to->ai_socktype);
    if (__fd < 0)
        return __fd;
    __error = async__set_options(__fd, __to->ai_family, __kind);
    if (!__error)
        __error = async__bind(__fd, __to->ai_addr, __to->ai_addrlen);
    if (!__error && __kind & ASYNC__STREAMS)
        __error = async__listen(__fd);
    return async__unless(__error, __fd);
}

/* The same for the first of the addresses that this machine has a use for. A socket for any address of v6 takes v4 as
 * well. */
ASYNC_SOCKETS int async__bind_first(const struct addrinfo *__list, int __kind)
{
    const struct addrinfo *__to;
    struct async__addresses __all =
        async__addresses_of(__list, __kind & ASYNC__ANY_ADDRESS ? AF_INET6 : __list->ai_family);
    int __result = -EADDRNOTAVAIL;
    do {
        __to = async__address_take(&__all);
        if (__to)
            __result = async__bind_one(__to, __kind);
    } while (__to && async__is_unusable(__result));
    return __result;
}

/* --- sockets in the file system --- */

/* Stores the address of a path, and gives its length: -ENAMETOOLONG; -ENOENT: it is empty. */
ASYNC_SOCKETS int async__unix_address(struct sockaddr_un *__address, const char *__path)
{
    size_t __length = strlen(__path), __room = sizeof __address->sun_path - 1;
    int __in_abstract = 0;
#if defined(__linux__)
    __in_abstract = __path[0] == '@';
    if (__in_abstract)
        __room++; /* without a NUL at the end */
#endif
    if (!__length)
        return -ENOENT;
    if (__length > __room)
        return -ENAMETOOLONG;
    memset(__address, 0, sizeof *__address);
    __address->sun_family = AF_UNIX;
    memcpy(__address->sun_path, __path, __length);
    if (__in_abstract)
        __address->sun_path[0] = '\0';
    return (int)(offsetof(struct sockaddr_un, sun_path) + __length + !__in_abstract);
}

/* True if the address is a socket file that is nobody's any more. A listener does not notice that a datagram socket
 * asks for it: it is of another kind, which is not the same as refused. */
ASYNC_SOCKETS int async__is_stale(const struct sockaddr_un *__address, socklen_t __length)
{
    struct stat __file;
    int __fd, __is_refused;
    if (!__address->sun_path[0] || lstat(__address->sun_path, &__file) < 0 || !S_ISSOCK(__file.st_mode))
        return 0;
    __fd = async__socket(AF_UNIX, SOCK_DGRAM);
    if (__fd < 0)
        return 0;
    __is_refused = connect(__fd, (const struct sockaddr *)__address, __length) < 0 && errno == ECONNREFUSED;
    close(__fd);
    return __is_refused;
}

/* async__bind, in place of a stale file if there is one. */
ASYNC_SOCKETS int async__bind_path(int __fd, const struct sockaddr_un *__address, socklen_t __length)
{
    int __error = async__bind(__fd, (const struct sockaddr *)__address, __length);
    if (__error != -EADDRINUSE || !async__is_stale(__address, __length))
        return __error;
    if (unlink(__address->sun_path) < 0 && errno != ENOENT)
        return -errno;
    return async__bind(__fd, (const struct sockaddr *)__address, __length);
}

/* A descriptor that listens at this path, or a negative errno. */
ASYNC_SOCKETS int async__listen_path(const char *__path)
{
    struct sockaddr_un __address;
    int __error, __fd, __length = async__unix_address(&__address, __path);
    if (__length < 0)
        return __length;
    __fd = async__socket(AF_UNIX, SOCK_STREAM);
    if (__fd < 0)
        return __fd;
    __error = async__bind_path(__fd, &__address, (socklen_t)__length);
    return async__unless(__error ? __error : async__listen(__fd), __fd);
}

/* --- serving --- */

/* Errors of an accept that last until something is freed; the connection goes on waiting in line. */
ASYNC_SOCKETS int async__is_shortage(int __error)
{
    switch (__error) {
    case -EMFILE:
    case -ENFILE:
    case -ENOBUFS:
    case -ENOMEM:
    case -ENOSPC: /* of Linux: epoll has no room for another descriptor */
    case -EPERM:  /* of Linux, if a firewall forbids this connection */
        return 1;
    default:
        return 0;
    }
}

/* How long to wait then at most, in seconds. */
#define ASYNC__SHORTAGE_PAUSE 0.1

#endif
