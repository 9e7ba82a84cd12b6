/* whole.c: whole buffers. */
#include "annotated.h"

#include <errno.h>

/* What a loop that has moved `done` bytes gives when a call has given `result`, which is not a count. */
static ssize_t total(size_t done, ssize_t result)
{
    return done || result == 0 ? (ssize_t)done : result;
}

async ssize_t async_read_all(int fd, void *buffer, size_t size)
{
    size_t done = 0;
    do {
        ssize_t count = await async_read(fd, (char *)buffer + done, size - done);
        if (count <= 0)
            return total(done, count);
        done += (size_t)count;
    } while (done < size);
    return (ssize_t)done;
}

async ssize_t async_write_all(int fd, const void *data, size_t size)
{
    size_t done = 0;
    do {
        ssize_t count = await async_write(fd, (const char *)data + done, size - done);
        if (count <= 0)
            return total(done, count);
        done += (size_t)count;
    } while (done < size);
    return (ssize_t)done;
}

async ssize_t async_writev_all(int fd, const struct iovec *parts, int count)
{
    enum { SOME = 16 };
    size_t done = 0, skip = 0; /* of the first part that is left */
    if (count < 0)
        return -EINVAL;
    while (count > 0) {
        struct iovec some[SOME];
        int taken = count < SOME ? count : SOME;
        some[0] = (struct iovec){(char *)parts->iov_base + skip, parts->iov_len - skip};
        for (int i = 1; i < taken; i++)
            some[i] = parts[i];
        ssize_t written = await async_writev(fd, some, taken);
        if (written < 0)
            return total(done, written);
        done += (size_t)written;
        skip += (size_t)written;
        for (; count > 0 && skip >= parts->iov_len; count--)
            skip -= parts++->iov_len;
    }
    return (ssize_t)done;
}
