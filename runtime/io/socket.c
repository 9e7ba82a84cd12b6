/* socket.c: readiness, accept, connect. */
#include "io.h"

#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

/* --- poll --- */

static ssize_t attempt_poll(struct io *io, const struct request *request)
{
    struct pollfd wanted = {.fd = request->fd, .events = (short)request->flags};
    int count;
    (void)io;
    do
        count = poll(&wanted, 1, 0);
    while (count < 0 && errno == EINTR);
    if (count <= 0)
        return count < 0 ? -errno : -EAGAIN;
    return wanted.revents & POLLNVAL ? -EBADF : wanted.revents;
}

IO_LEAF(poll, transfer, attempt_poll, IO_POLL, int);

async_int async_poll__async(int fd, short events)
{
    const short known = POLLIN | POLLOUT | POLLPRI | POLLRDHUP;
    if (fd < 0)
        return (async_int){.async_value = -EBADF};
    return io_begin_int(&poll_function, &(struct request){.fd = fd, .flags = events & known});
}

/* --- accept --- */

/* A descriptor that is O_NONBLOCK and FD_CLOEXEC from the start, where the system can. */
static int accept_one(int fd, struct sockaddr *from, socklen_t *length)
{
#if defined(__linux__)
    return accept4(fd, from, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
#else
    int made = accept(fd, from, length);
    if (made >= 0) {
        fcntl(made, F_SETFD, FD_CLOEXEC);
        fcntl(made, F_SETFL, fcntl(made, F_GETFL) | O_NONBLOCK);
    }
    return made;
#endif
}

/* Errors of a connection that was gone before it was accepted, which Linux gives as well. */
static bool concerns_one_connection(int error)
{
    switch (error) {
    case ECONNABORTED:
    case EINTR:
    case ENETDOWN:
    case EPROTO:
    case ENOPROTOOPT:
    case EHOSTDOWN:
#if defined(ENONET)
    case ENONET:
#endif
    case EHOSTUNREACH:
    case ENETUNREACH:
        return true;
    default:
        return false;
    }
}

static ssize_t attempt_accept(struct io *io, const struct request *request)
{
    const struct request_with_address *more = (const void *)request;
    struct descriptor *listener = io_find(io, request->fd);
    bool own = listener && listener->own;
    int error = own ? 0 : foreign_set_nonblocking(request->fd);
    if (error < 0)
        return error;
    int fd;
    do
        fd = system_fails(SYSTEM_ACCEPT, NULL) ? -1 : accept_one(request->fd, more->address, more->length);
    while (fd < 0 && concerns_one_connection(errno));
    if (fd < 0)
        return -errno;
    if (own) /* a listener of the library: for streams, and TCP_NODELAY is inherited */
        return io_own(io, fd, true);
    int type = 0;
    getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &(socklen_t){sizeof type});
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    return io_own(io, fd, type == SOCK_STREAM);
}

IO_LEAF(accept, transfer_with_address, attempt_accept, IO_READ, int);

async_int async_accept__async(int fd, struct sockaddr *from, socklen_t *length)
{
    struct request_with_address request = {.base = {.fd = fd}, .address = from, .length = length};
    if (pool_refuses(async_this_thread.async_state ? async_this_thread.async_state : state_need()))
        return (async_int){.async_value = -ENOMEM};
    return io_begin_int(&accept_function, &request.base);
}

/* --- connect --- */

async_int async__connect__async(int fd, const struct sockaddr *to, socklen_t length);

/* The end of an attempt that was begun. */
static ssize_t attempt_connected(struct io *io, const struct request *request)
{
    struct pollfd wanted = {.fd = request->fd, .events = POLLOUT};
    int error = 0;
    (void)io;
    if (poll(&wanted, 1, 0) <= 0)
        return -EAGAIN;
    if (getsockopt(request->fd, SOL_SOCKET, SO_ERROR, &error, &(socklen_t){sizeof error}) < 0)
        return -errno;
    return -error;
}

IO_LEAF(connect, transfer, attempt_connected, IO_WRITE, int);

async_int async__connect__async(int fd, const struct sockaddr *to, socklen_t length)
{
    struct io *io = io_get();
    if (!io)
        return (async_int){.async_value = -ENOMEM};
    if (!async_marked()) {
        const struct descriptor *descriptor = io_find(io, fd);
        int error = descriptor && descriptor->own ? 0 : foreign_set_nonblocking(fd);
        if (error < 0)
            return (async_int){.async_value = error};
        if (!system_fails(SYSTEM_CONNECT, NULL) && connect(fd, to, length) == 0)
            return (async_int){.async_value = 0};
        /* After a signal the attempt goes on, as if it had been begun without waiting. */
        if (errno != EINPROGRESS && errno != EINTR)
            return (async_int){.async_value = -errno};
    }
    return io_begin_int(&connect_function, &(struct request){.fd = fd});
}
