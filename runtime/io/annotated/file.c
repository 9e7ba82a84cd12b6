/* file.c: files, in other threads. */
#include "annotated.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* --- open --- */

struct opening {
    const char *path;
    int flags;
    mode_t mode;
    int result;
};

static void run_open(void *context)
{
    struct opening *opening = context;
    int fd;
    do
        fd = open(opening->path, opening->flags | O_CLOEXEC, opening->mode);
    while (fd < 0 && errno == EINTR);
    opening->result = fd < 0 ? -errno : fd;
    if (fd >= 0) /* not before: the open of a FIFO may have to wait */
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

async int async_open(const char *path, int flags, mode_t mode)
{
    struct opening opening = {.path = path, .flags = flags, .mode = mode};
    int status = await async__in_thread(run_open, &opening);
    return status < 0 ? status : async__own(opening.result, false);
}

/* --- pread, pwrite, fsync --- */

struct transfer {
    int fd;
    union {
        void *buffer;
        const void *data;
    };
    size_t size;
    off_t offset;
    ssize_t result;
};

static void run_pread(void *context)
{
    struct transfer *transfer = context;
    do
        transfer->result = pread(transfer->fd, transfer->buffer, transfer->size, transfer->offset);
    while (transfer->result < 0 && errno == EINTR);
    if (transfer->result < 0)
        transfer->result = -errno;
}

static void run_pwrite(void *context)
{
    struct transfer *transfer = context;
    do
        transfer->result = pwrite(transfer->fd, transfer->data, transfer->size, transfer->offset);
    while (transfer->result < 0 && errno == EINTR);
    if (transfer->result < 0)
        transfer->result = -errno;
}

static void run_fsync(void *context)
{
    struct transfer *transfer = context;
    do
        transfer->result = fsync(transfer->fd);
    while (transfer->result < 0 && errno == EINTR);
    if (transfer->result < 0)
        transfer->result = -errno;
}

async ssize_t async_pread(int fd, void *buffer, size_t size, off_t offset)
{
    struct transfer transfer = {.fd = fd, .buffer = buffer, .size = size, .offset = offset};
    int status = await async__in_thread(run_pread, &transfer);
    return status < 0 ? status : transfer.result;
}

async ssize_t async_pwrite(int fd, const void *data, size_t size, off_t offset)
{
    struct transfer transfer = {.fd = fd, .data = data, .size = size, .offset = offset};
    int status = await async__in_thread(run_pwrite, &transfer);
    return status < 0 ? status : transfer.result;
}

async int async_fsync(int fd)
{
    struct transfer transfer = {.fd = fd};
    int status = await async__in_thread(run_fsync, &transfer);
    return status < 0 ? status : (int)transfer.result;
}

/* --- stat --- */

struct query {
    const char *path;
    struct stat *status;
    int result;
};

static void run_stat(void *context)
{
    struct query *query = context;
    do
        query->result = stat(query->path, query->status);
    while (query->result < 0 && errno == EINTR);
    if (query->result < 0)
        query->result = -errno;
}

async int async_stat(const char *path, struct stat *status)
{
    struct query query = {.path = path, .status = status};
    int result = await async__in_thread(run_stat, &query);
    return result < 0 ? result : query.result;
}
