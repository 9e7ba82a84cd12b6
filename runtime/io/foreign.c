/* foreign.c: descriptors that the library has not opened: they may block, and be shared with other processes, for whom
 * O_NONBLOCK would change too.
 *
 * Sockets are used with MSG_DONTWAIT. Linux can read from and write to pipes and the like in the same way, by
 * RWF_NOWAIT. What has neither becomes O_NONBLOCK when it has to wait; on a terminal this is undone at exit.
 */
#include "io.h"

#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Which of 0, 1 and 2 were made O_NONBLOCK, as bits. Atomic. */
static int changed;
static void undo(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (changed & 1 << fd)
            fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
}

int foreign_set_nonblocking(int fd)
{
    int flags = system_fails(SYSTEM_OPTION, NULL) ? -1 : fcntl(fd, F_GETFL);
    if (flags < 0)
        return -errno;
    if (flags & O_NONBLOCK)
        return 0;
    if (fd <= 2 && __atomic_fetch_or(&changed, 1 << fd, __ATOMIC_SEQ_CST) == 0)
        atexit(undo);
    return fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ? -errno : 0;
}

/* Files that are always ready, as far as poll and epoll know. */
static bool is_regular(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && (S_ISREG(status.st_mode) || S_ISBLK(status.st_mode) || S_ISDIR(status.st_mode));
}

/* What a test does to the next call. The first part is copied, because it may be made shorter. */
static bool fails(bool writes, const struct iovec **parts, int count, struct iovec *first)
{
    if (count != 1)
        return system_fails(writes ? SYSTEM_WRITE : SYSTEM_READ, NULL);
    *first = **parts;
    *parts = first;
    return system_fails(writes ? SYSTEM_WRITE : SYSTEM_READ, &first->iov_len);
}

/* With the socket calls; -ENOTSOCK if it is none. */
static ssize_t transfer_socket(int fd, const struct iovec *parts, int count, bool writes)
{
    struct iovec first;
    ssize_t size;
    do {
        bool refused = fails(writes, &parts, count, &first);
        struct msghdr message = {.msg_iov = (struct iovec *)(uintptr_t)parts, .msg_iovlen = (size_t)count};
        size = refused  ? -1
               : writes ? sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL)
                        : recvmsg(fd, &message, MSG_DONTWAIT);
    } while (size < 0 && errno == EINTR);
    return io_result(size, errno);
}

/* In a way in which the system says -EAGAIN rather than block; -EOPNOTSUPP if there is none for this file. */
static ssize_t transfer_nowait(int fd, const struct iovec *parts, int count, bool writes)
{
#if defined(RWF_NOWAIT)
    struct iovec first;
    ssize_t size;
    do
        size = fails(writes, &parts, count, &first) ? -1
               : writes                             ? pwritev2(fd, parts, count, -1, RWF_NOWAIT)
                                                    : preadv2(fd, parts, count, -1, RWF_NOWAIT);
    while (size < 0 && errno == EINTR);
    int error = size < 0 ? errno : 0;
    return error == ENOSYS || error == EINVAL || error == ESPIPE ? -EOPNOTSUPP : io_result(size, error);
#else
    (void)fd, (void)parts, (void)count, (void)writes;
    return -EOPNOTSUPP;
#endif
}

/* The calls themselves. */
static ssize_t transfer_plainly(int fd, const struct iovec *parts, int count, bool writes)
{
    struct iovec first;
    ssize_t size;
    do
        size = fails(writes, &parts, count, &first) ? -1 : writes ? writev(fd, parts, count) : readv(fd, parts, count);
    while (size < 0 && errno == EINTR);
    return io_result(size, errno);
}

static ssize_t transfer_file(int fd, const struct iovec *parts, int count, bool writes)
{
    ssize_t size = transfer_nowait(fd, parts, count, writes);
    if (size != -EOPNOTSUPP && size != -EAGAIN)
        return size;
    if (is_regular(fd))
        return transfer_plainly(fd, parts, count, writes);
    if (size == -EAGAIN)
        return size;
    int error = foreign_set_nonblocking(fd);
    return error < 0 ? error : transfer_plainly(fd, parts, count, writes);
}

static ssize_t transfer(int fd, struct descriptor *descriptor, const struct iovec *parts, int count, bool writes)
{
    if (!descriptor || !descriptor->other) {
        ssize_t size = transfer_socket(fd, parts, count, writes);
        if (size != -ENOTSOCK)
            return size;
        if (descriptor)
            descriptor->other = 1;
    }
    return transfer_file(fd, parts, count, writes);
}

ssize_t foreign_read(int fd, struct descriptor *descriptor, const struct iovec *parts, int count)
{
    return transfer(fd, descriptor, parts, count, false);
}

ssize_t foreign_write(int fd, struct descriptor *descriptor, const struct iovec *parts, int count)
{
    return transfer(fd, descriptor, parts, count, true);
}
