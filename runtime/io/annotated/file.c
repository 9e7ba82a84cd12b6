/* file.c: files, in other threads. */
#include "annotated.h"

#include "../system.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A call of the system that is made in another thread. */
struct operation {
    enum { OPEN, PREAD, PWRITE, FSYNC, STAT } call;
    union {
        struct {
            const char *path;
            int flags;
            mode_t mode;
            struct stat *status;
        };
        struct {
            int fd;
            void *buffer;
            const void *data;
            size_t size;
            off_t offset;
        };
    };
    int fault; /* an errno, if a test has the first attempt fail */
    ssize_t result;
};

static ssize_t attempt(struct operation *operation)
{
    if (operation->fault) {
        errno = operation->fault;
        operation->fault = 0;
        return -1;
    }
    switch (operation->call) {
    case OPEN:
        return open(operation->path, operation->flags | O_CLOEXEC, operation->mode);
    case PREAD:
        return pread(operation->fd, operation->buffer, operation->size, operation->offset);
    case PWRITE:
        return pwrite(operation->fd, operation->data, operation->size, operation->offset);
    case FSYNC:
        return fsync(operation->fd);
    case STAT:
        return stat(operation->path, operation->status);
    }
    return -1;
}

static void run(void *context)
{
    struct operation *operation = context;
    do
        operation->result = attempt(operation);
    while (operation->result < 0 && errno == EINTR);
    if (operation->result < 0)
        operation->result = -errno;
    else if (operation->call == OPEN) /* not before: O_NONBLOCK changes what the open of a FIFO does */
        fcntl((int)operation->result, F_SETFL, fcntl((int)operation->result, F_GETFL) | O_NONBLOCK);
}

/* Until it is done: as async__in_thread. What tests do is known in the loop's thread only. */
static async int perform(struct operation *operation)
{
    bool transfers = operation->call == PREAD || operation->call == PWRITE;
    if (system_fails(operation->call == OPEN ? SYSTEM_MAKE : SYSTEM_FILE, transfers ? &operation->size : NULL))
        operation->fault = errno;
    return await async__in_thread(run, operation);
}

async int async_open(const char *path, int flags, mode_t mode)
{
    struct operation operation = {.call = OPEN, .path = path, .flags = flags, .mode = mode};
    int status = await perform(&operation);
    return status < 0 ? status : async__own((int)operation.result, false);
}

async ssize_t async_pread(int fd, void *buffer, size_t size, off_t offset)
{
    struct operation operation = {.call = PREAD, .fd = fd, .buffer = buffer, .size = size, .offset = offset};
    int status = await perform(&operation);
    return status < 0 ? status : operation.result;
}

async ssize_t async_pwrite(int fd, const void *data, size_t size, off_t offset)
{
    struct operation operation = {.call = PWRITE, .fd = fd, .data = data, .size = size, .offset = offset};
    int status = await perform(&operation);
    return status < 0 ? status : operation.result;
}

async int async_fsync(int fd)
{
    struct operation operation = {.call = FSYNC, .fd = fd};
    int status = await perform(&operation);
    return status < 0 ? status : (int)operation.result;
}

async int async_stat(const char *path, struct stat *status)
{
    struct operation operation = {.call = STAT, .path = path, .status = status};
    int result = await perform(&operation);
    return result < 0 ? result : (int)operation.result;
}
