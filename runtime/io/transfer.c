/* transfer.c: read, write and their like. */
#include "io.h"

#include "system.h"

#include <errno.h>
#include <unistd.h>

/* A call of the system that reads from a descriptor of the library has had this result, of at most `size` bytes. Less
 * than that from a stream means that there is no more now. */
static ssize_t have_read(struct descriptor *descriptor, ssize_t result, size_t size)
{
    if (descriptor && descriptor->own)
        descriptor->drained = result == -EAGAIN || (descriptor->stream && result > 0 && (size_t)result < size);
    return result;
}

/* --- read, write, readv, writev --- */

static ssize_t attempt_read(struct io *io, const struct request *request)
{
    struct descriptor *descriptor = io_find(io, request->fd);
    size_t size = request->size;
    ssize_t count;
    if (!descriptor || !descriptor->own)
        return foreign_read(request->fd, descriptor, &(struct iovec){request->buffer, size}, 1);
    do
        count = system_fails(SYSTEM_READ, &size) ? -1 : read(request->fd, request->buffer, size);
    while (count < 0 && errno == EINTR);
    return have_read(descriptor, io_result(count, errno), size);
}

static ssize_t attempt_write(struct io *io, const struct request *request)
{
    struct descriptor *descriptor = io_find(io, request->fd);
    size_t size = request->size;
    ssize_t count;
    if (!descriptor || !descriptor->own)
        return foreign_write(request->fd, descriptor, &(struct iovec){request->buffer, size}, 1);
    do
        count = system_fails(SYSTEM_WRITE, &size) ? -1
                : descriptor->stream              ? send(request->fd, request->buffer, size, MSG_NOSIGNAL)
                                                  : write(request->fd, request->buffer, size);
    while (count < 0 && errno == EINTR);
    return io_result(count, errno);
}

static ssize_t attempt_readv(struct io *io, const struct request *request)
{
    struct descriptor *descriptor = io_find(io, request->fd);
    return foreign_read(request->fd, descriptor, request->buffer, (int)request->size);
}

static ssize_t attempt_writev(struct io *io, const struct request *request)
{
    struct descriptor *descriptor = io_find(io, request->fd);
    return foreign_write(request->fd, descriptor, request->buffer, (int)request->size);
}

IO_LEAF(read, transfer, attempt_read, IO_READ, ssize_t);
IO_LEAF(write, transfer, attempt_write, IO_WRITE, ssize_t);
IO_LEAF(readv, transfer, attempt_readv, IO_READ, ssize_t);
IO_LEAF(writev, transfer, attempt_writev, IO_WRITE, ssize_t);

async_ssize async_read__async(int fd, void *buffer, size_t size)
{
    return io_begin(&read_function, &(struct request){.fd = fd, .buffer = buffer, .size = size});
}

async_ssize async_write__async(int fd, const void *data, size_t size)
{
    return io_begin(&write_function, &(struct request){.fd = fd, .buffer = (void *)(uintptr_t)data, .size = size});
}

async_ssize async_readv__async(int fd, const struct iovec *parts, int count)
{
    if (count < 0)
        return (async_ssize){.async_value = -EINVAL};
    return io_begin(&readv_function,
                    &(struct request){.fd = fd, .buffer = (void *)(uintptr_t)parts, .size = (size_t)count});
}

async_ssize async_writev__async(int fd, const struct iovec *parts, int count)
{
    if (count < 0)
        return (async_ssize){.async_value = -EINVAL};
    return io_begin(&writev_function,
                    &(struct request){.fd = fd, .buffer = (void *)(uintptr_t)parts, .size = (size_t)count});
}

/* --- recv, send and their like --- */

static ssize_t attempt_recv(struct io *io, const struct request *request)
{
    size_t size = request->size;
    ssize_t count;
    do
        count = system_fails(SYSTEM_READ, &size)
                    ? -1
                    : recv(request->fd, request->buffer, size, request->flags | MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
    if (request->flags & (MSG_PEEK | MSG_OOB))
        return io_result(count, errno);
    return have_read(io_find(io, request->fd), io_result(count, errno), size);
}

static ssize_t attempt_send(struct io *io, const struct request *request)
{
    size_t size = request->size;
    ssize_t count;
    (void)io;
    do
        count = system_fails(SYSTEM_WRITE, &size)
                    ? -1
                    : send(request->fd, request->buffer, size, request->flags | MSG_DONTWAIT | MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    return io_result(count, errno);
}

static ssize_t attempt_recvfrom(struct io *io, const struct request *request)
{
    const struct request_with_address *more = (const void *)request;
    ssize_t count;
    (void)io;
    do
        count = system_fails(SYSTEM_READ, NULL) ? -1
                                                : recvfrom(request->fd, request->buffer, request->size,
                                                           request->flags | MSG_DONTWAIT, more->address, more->length);
    while (count < 0 && errno == EINTR);
    return io_result(count, errno);
}

static ssize_t attempt_sendto(struct io *io, const struct request *request)
{
    const struct request_with_address *more = (const void *)request;
    ssize_t count;
    (void)io;
    do
        count = system_fails(SYSTEM_WRITE, NULL)
                    ? -1
                    : sendto(request->fd, request->buffer, request->size, request->flags | MSG_DONTWAIT | MSG_NOSIGNAL,
                             more->address, more->given);
    while (count < 0 && errno == EINTR);
    return io_result(count, errno);
}

static ssize_t attempt_recvmsg(struct io *io, const struct request *request)
{
    ssize_t count;
    (void)io;
    do
        count =
            system_fails(SYSTEM_READ, NULL) ? -1 : recvmsg(request->fd, request->buffer, request->flags | MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
    return io_result(count, errno);
}

static ssize_t attempt_sendmsg(struct io *io, const struct request *request)
{
    ssize_t count;
    (void)io;
    do
        count = system_fails(SYSTEM_WRITE, NULL)
                    ? -1
                    : sendmsg(request->fd, request->buffer, request->flags | MSG_DONTWAIT | MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    return io_result(count, errno);
}

IO_LEAF(recv, transfer, attempt_recv, IO_READ, ssize_t);
IO_LEAF(send, transfer, attempt_send, IO_WRITE, ssize_t);
IO_LEAF(recvfrom, transfer_with_address, attempt_recvfrom, IO_READ, ssize_t);
IO_LEAF(sendto, transfer_with_address, attempt_sendto, IO_WRITE, ssize_t);
IO_LEAF(recvmsg, transfer, attempt_recvmsg, IO_READ, ssize_t);
IO_LEAF(sendmsg, transfer, attempt_sendmsg, IO_WRITE, ssize_t);

/* A message that must not wait does not. */
static async_ssize begin_message(const async_function *function, const struct request *request)
{
    if (!(request->flags & MSG_DONTWAIT))
        return io_begin(function, request);
    return (async_ssize){.async_value = io_try(function, request)};
}

async_ssize async_recv__async(int fd, void *buffer, size_t size, int flags)
{
    return begin_message(&recv_function, &(struct request){.fd = fd, .flags = flags, .buffer = buffer, .size = size});
}

async_ssize async_send__async(int fd, const void *data, size_t size, int flags)
{
    return begin_message(&send_function,
                         &(struct request){.fd = fd, .flags = flags, .buffer = (void *)(uintptr_t)data, .size = size});
}

async_ssize async_recvfrom__async(int fd, void *buffer, size_t size, int flags, struct sockaddr *from,
                                  socklen_t *length)
{
    struct request_with_address request = {
        .base = {.fd = fd, .flags = flags, .buffer = buffer, .size = size}, .address = from, .length = length};
    return begin_message(&recvfrom_function, &request.base);
}

async_ssize async_sendto__async(int fd, const void *data, size_t size, int flags, const struct sockaddr *to,
                                socklen_t length)
{
    struct request_with_address request = {
        .base = {.fd = fd, .flags = flags, .buffer = (void *)(uintptr_t)data, .size = size},
        .address = (void *)(uintptr_t)to,
        .given = length};
    return begin_message(&sendto_function, &request.base);
}

async_ssize async_recvmsg__async(int fd, struct msghdr *message, int flags)
{
    return begin_message(&recvmsg_function, &(struct request){.fd = fd, .flags = flags, .buffer = message});
}

async_ssize async_sendmsg__async(int fd, const struct msghdr *message, int flags)
{
    return begin_message(&sendmsg_function,
                         &(struct request){.fd = fd, .flags = flags, .buffer = (void *)(uintptr_t)message});
}
