/* io_elision.h: <asyncc/io.h> for a plain C compiler: the serial elision. Nothing to link. */
#ifndef ASYNCC_IO_ELISION_H
#define ASYNCC_IO_ELISION_H

#include "io_sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

#define ASYNC_ELIDED static __inline__ __attribute__((__unused__))

/* --- readiness and descriptors --- */

/* Waits for one of these events; where poll cannot say, the call that follows will. */
ASYNC_ELIDED int async__await_events(int __fd, short __events)
{
    struct pollfd __wanted = {__fd, __events, 0};
    int __count;
    do
        __count = poll(&__wanted, 1, -1);
    while (__count < 0 && errno == EINTR);
    if (__count < 0)
        return -errno;
    return __wanted.revents & POLLNVAL ? -EBADF : __wanted.revents;
}

ASYNC_ELIDED int async_poll(int __fd, short __events)
{
    return __fd < 0 ? -EBADF : async__await_events(__fd, __events);
}

ASYNC_ELIDED int async_close(int __fd)
{
    return close(__fd) < 0 && errno != EINTR ? -errno : 0;
}

ASYNC_ELIDED void async_forget(int __fd)
{
    (void)__fd;
}

/* --- as POSIX --- */

/* Makes a call until it neither was interrupted nor would block. A descriptor may be O_NONBLOCK. */
#define ASYNC_ELIDED_CALL(fd, event, flags, call)                                                                      \
    do {                                                                                                               \
        ssize_t __result;                                                                                              \
        do                                                                                                             \
            __result = call;                                                                                           \
        while (__result < 0 && (errno == EINTR ||                                                                      \
                                (errno == EAGAIN && !((flags)&MSG_DONTWAIT) && async__await_events(fd, event) > 0)));  \
        return __result < 0 ? -errno : __result;                                                                       \
    } while (0)

ASYNC_ELIDED ssize_t async_read(int __fd, void *__buffer, size_t __size)
{
    ASYNC_ELIDED_CALL(__fd, POLLIN, 0, read(__fd, __buffer, __size));
}

/* SIGPIPE is never raised. */
ASYNC_ELIDED void async__ignore_sigpipe(void)
{
    static int __is_done;
    struct sigaction __now;
    if (!__is_done && sigaction(SIGPIPE, (struct sigaction *)0, &__now) == 0 && __now.sa_handler == SIG_DFL)
        signal(SIGPIPE, SIG_IGN);
    __is_done = 1;
}

ASYNC_ELIDED ssize_t async_write(int __fd, const void *__data, size_t __size)
{
    async__ignore_sigpipe();
    ASYNC_ELIDED_CALL(__fd, POLLOUT, 0, write(__fd, __data, __size));
}

ASYNC_ELIDED ssize_t async_readv(int __fd, const struct iovec *__parts, int __count)
{
    ASYNC_ELIDED_CALL(__fd, POLLIN, 0, readv(__fd, __parts, __count));
}

ASYNC_ELIDED ssize_t async_writev(int __fd, const struct iovec *__parts, int __count)
{
    async__ignore_sigpipe();
    ASYNC_ELIDED_CALL(__fd, POLLOUT, 0, writev(__fd, __parts, __count));
}

ASYNC_ELIDED ssize_t async_recv(int __fd, void *__buffer, size_t __size, int __flags)
{
    ASYNC_ELIDED_CALL(__fd, POLLIN, __flags, recv(__fd, __buffer, __size, __flags & ~MSG_WAITALL));
}

ASYNC_ELIDED ssize_t async_send(int __fd, const void *__data, size_t __size, int __flags)
{
    ASYNC_ELIDED_CALL(__fd, POLLOUT, __flags, send(__fd, __data, __size, __flags | MSG_NOSIGNAL));
}

ASYNC_ELIDED ssize_t async_recvfrom(int __fd, void *__buffer, size_t __size, int __flags, struct sockaddr *__from,
                                    socklen_t *__length)
{
    ASYNC_ELIDED_CALL(__fd, POLLIN, __flags,
                      recvfrom(__fd, __buffer, __size, __flags & ~MSG_WAITALL, __from, __length));
}

ASYNC_ELIDED ssize_t async_sendto(int __fd, const void *__data, size_t __size, int __flags, const struct sockaddr *__to,
                                  socklen_t __length)
{
    ASYNC_ELIDED_CALL(__fd, POLLOUT, __flags, sendto(__fd, __data, __size, __flags | MSG_NOSIGNAL, __to, __length));
}

ASYNC_ELIDED ssize_t async_recvmsg(int __fd, struct msghdr *__message, int __flags)
{
    ASYNC_ELIDED_CALL(__fd, POLLIN, __flags, recvmsg(__fd, __message, __flags & ~MSG_WAITALL));
}

ASYNC_ELIDED ssize_t async_sendmsg(int __fd, const struct msghdr *__message, int __flags)
{
    ASYNC_ELIDED_CALL(__fd, POLLOUT, __flags, sendmsg(__fd, __message, __flags | MSG_NOSIGNAL));
}

ASYNC_ELIDED int async__set_flags(int __fd)
{
    fcntl(__fd, F_SETFD, FD_CLOEXEC);
    fcntl(__fd, F_SETFL, fcntl(__fd, F_GETFL) | O_NONBLOCK);
    return __fd;
}

ASYNC_ELIDED ssize_t async__accept(int __fd, struct sockaddr *__from, socklen_t *__length)
{
    ASYNC_ELIDED_CALL(__fd, POLLIN, 0, accept(__fd, __from, __length));
}

ASYNC_ELIDED int async_accept(int __fd, struct sockaddr *__from, socklen_t *__length)
{
    int __accepted;
    do
        __accepted = (int)async__accept(__fd, __from, __length);
    while (__accepted == -ECONNABORTED || __accepted == -EPROTO);
    return __accepted < 0 ? __accepted : async__set_flags(__accepted);
}

ASYNC_ELIDED int async_connect(int __fd, const struct sockaddr *__to, socklen_t __length)
{
    int __error = 0;
    socklen_t __size = sizeof __error;
    int __result;
    while ((__result = connect(__fd, __to, __length)) < 0 && errno == EAGAIN)
        async_sleep(0.01); /* the line of a Unix socket's listener is full */
    if (__result == 0)
        return 0;
    if (errno != EINPROGRESS && errno != EINTR)
        return -errno;
    if (async__await_events(__fd, POLLOUT) < 0 || getsockopt(__fd, SOL_SOCKET, SO_ERROR, &__error, &__size) < 0)
        return -errno;
    return -__error;
}

/* --- whole buffers --- */

ASYNC_ELIDED ssize_t async_read_all(int __fd, void *__buffer, size_t __size)
{
    size_t __done = 0;
    do {
        ssize_t __count = async_read(__fd, (char *)__buffer + __done, __size - __done);
        if (__count <= 0)
            return __done ? (ssize_t)__done : __count;
        __done += (size_t)__count;
    } while (__done < __size);
    return (ssize_t)__done;
}

ASYNC_ELIDED ssize_t async_write_all(int __fd, const void *__data, size_t __size)
{
    size_t __done = 0;
    do {
        ssize_t __count = async_write(__fd, (const char *)__data + __done, __size - __done);
        if (__count <= 0)
            return __done ? (ssize_t)__done : __count;
        __done += (size_t)__count;
    } while (__done < __size);
    return (ssize_t)__done;
}

ASYNC_ELIDED ssize_t async_writev_all(int __fd, const struct iovec *__parts, int __count)
{
    size_t __done = 0;
    for (; __count > 0; __count--, __parts++) {
        ssize_t __written = __parts->iov_len ? async_write_all(__fd, __parts->iov_base, __parts->iov_len) : 0;
        if (__written < 0)
            return __done ? (ssize_t)__done : __written;
        __done += (size_t)__written;
        if ((size_t)__written < __parts->iov_len)
            break;
    }
    return __count < 0 ? -EINVAL : (ssize_t)__done;
}

/* --- connections by name --- */

/* A socket, connected; or a negative errno. */
ASYNC_ELIDED int async__connect_new(int __family, const struct sockaddr *__to, socklen_t __length)
{
    int __result, __fd = async__socket(__family, SOCK_STREAM);
    if (__fd < 0)
        return __fd;
    __result = async_connect(__fd, __to, __length);
    if (__result == 0 && async__is_own_peer(__fd))
        __result = -ECONNREFUSED;
    if (__result == 0)
        return __fd;
    close(__fd);
    return __result;
}

ASYNC_ELIDED int async_unix_connect(const char *__path)
{
    struct sockaddr_un __address;
    int __length = async__unix_address(&__address, __path);
    if (__length < 0)
        return __length;
    return async__connect_new(AF_UNIX, (const struct sockaddr *)&__address, (socklen_t)__length);
}

ASYNC_ELIDED int async_tcp_connect(const char *__host, const char *__service)
{
    struct addrinfo __hints, *__list;
    const struct addrinfo *__to;
    struct async__addresses __all;
    int __result, __error = 0;
    memset(&__hints, 0, sizeof __hints);
    __hints.ai_socktype = SOCK_STREAM;
    __result = async_getaddrinfo(__host, __service, &__hints, &__list);
    if (__result < 0)
        return __result;
    __all = async__addresses_of(__list, __list->ai_family);
    __result = -1;
    while (__result < 0 && (__to = async__address_take(&__all))) {
        __result = async__connect_new(__to->ai_family, __to->ai_addr, __to->ai_addrlen);
        if (__result < 0)
            __error = async__failure(__error, __result);
    }
    freeaddrinfo(__list);
    return __result < 0 ? __error : __result;
}

ASYNC_ELIDED int async__bind_name(const char *__host, const char *__service, int __kind)
{
    struct addrinfo __hints = async__bind_hints(__kind), *__list;
    int __result = async_getaddrinfo(__host, __service, &__hints, &__list);
    if (__result < 0)
        return __result;
    __result = async__bind_first(__list, __host ? __kind : __kind | ASYNC__ANY_ADDRESS);
    freeaddrinfo(__list);
    return __result;
}

ASYNC_ELIDED int async_tcp_listen(const char *__host, const char *__service)
{
    return async__bind_name(__host, __service, ASYNC__STREAMS);
}

ASYNC_ELIDED int async_tcp_listen_shared(const char *__host, const char *__service)
{
    return async__bind_name(__host, __service, ASYNC__STREAMS | ASYNC__SHARED);
}

ASYNC_ELIDED int async_unix_listen(const char *__path)
{
    return async__listen_path(__path);
}

ASYNC_ELIDED int async_udp_bind(const char *__host, const char *__service)
{
    return async__bind_name(__host, __service, 0);
}

/* --- serving --- */

ASYNC_ELIDED int async_serve(int __listener, async_connection_handler *__handler, void *__context, size_t __max)
{
    (void)__max;
    for (;;) {
        int __fd = async_accept(__listener, (struct sockaddr *)0, (socklen_t *)0);
        if (async__is_shortage(__fd)) {
            async_sleep(ASYNC__SHORTAGE_PAUSE);
            continue;
        }
        if (__fd < 0)
            return __fd;
        __handler(__fd, __context);
        close(__fd);
    }
}

/* --- streams: the text that the library is made of --- */

#define ASYNC_STREAM_API ASYNC_ELIDED
#define ASYNC_STREAM_PART ASYNC_ELIDED
#define ASYNC_STREAM_ALLOCATE __builtin_malloc
#define ASYNC_STREAM_FREE __builtin_free
#include "io_stream.h"

/* --- names, threads, files --- */

ASYNC_ELIDED int async_getaddrinfo(const char *__host, const char *__service, const struct addrinfo *__hints,
                                   struct addrinfo **__result)
{
    int __error;
    do
        __error = getaddrinfo(__host, __service, __hints, __result);
    while (__error == EAI_SYSTEM && errno == EINTR);
    if (__error == EAI_SYSTEM)
        return errno ? -errno : -EIO;
#if defined(__GLIBC__)
    if (__error == -5 || __error == -9) /* EAI_NODATA, EAI_ADDRFAMILY, of which <netdb.h> does not always tell */
        return -ENOENT;
#endif
    return !__error                                          ? 0
           : __error == EAI_AGAIN                            ? -EAGAIN
           : __error == EAI_MEMORY                           ? -ENOMEM
           : __error == EAI_NONAME || __error == EAI_SERVICE ? -ENOENT
                                                             : -EINVAL;
}

ASYNC_ELIDED int async_thread(int (*__f)(void *), void *__context)
{
    return __f(__context);
}

ASYNC_ELIDED void async_thread_limit(size_t __count)
{
    (void)__count;
}

/* Files give -EAGAIN as it comes: MSG_DONTWAIT. */
ASYNC_ELIDED int async__open(const char *__path, int __flags, mode_t __mode)
{
    ASYNC_ELIDED_CALL(-1, 0, MSG_DONTWAIT, open(__path, __flags | O_CLOEXEC, __mode));
}

ASYNC_ELIDED int async_open(const char *__path, int __flags, mode_t __mode)
{
    int __fd = async__open(__path, __flags, __mode);
    return __fd < 0 ? __fd : async__set_flags(__fd);
}

ASYNC_ELIDED ssize_t async_pread(int __fd, void *__buffer, size_t __size, off_t __offset)
{
    ASYNC_ELIDED_CALL(__fd, 0, MSG_DONTWAIT, pread(__fd, __buffer, __size, __offset));
}

ASYNC_ELIDED ssize_t async_pwrite(int __fd, const void *__data, size_t __size, off_t __offset)
{
    ASYNC_ELIDED_CALL(__fd, 0, MSG_DONTWAIT, pwrite(__fd, __data, __size, __offset));
}

ASYNC_ELIDED int async_fsync(int __fd)
{
    ASYNC_ELIDED_CALL(__fd, 0, MSG_DONTWAIT, fsync(__fd));
}

ASYNC_ELIDED int async_stat(const char *__path, struct stat *__status)
{
    ASYNC_ELIDED_CALL(-1, 0, MSG_DONTWAIT, stat(__path, __status));
}

/* --- from other threads --- */

ASYNC_ELIDED int async_post(async_loop *__loop, void (*__f)(void *__context), void *__context)
{
    (void)__loop, (void)__f, (void)__context;
    return -ENOSYS;
}

ASYNC_ELIDED int async_call(async_loop *__loop, int (*__f)(void *__context), void *__context)
{
    (void)__loop, (void)__f, (void)__context;
    return -ENOSYS;
}

/* --- signals and processes --- */

#include "io_elision_process.h"

#endif
