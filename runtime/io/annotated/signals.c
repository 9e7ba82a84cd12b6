/* signals.c: waiting for signals. */
#include "annotated.h"

#include <errno.h>

async int async_signals_wait(int fd, siginfo_t *info)
{
    siginfo_t record;
    if (!async__signals_known(fd))
        return -EBADF;
    ssize_t size = await async_read(fd, &record, sizeof record); /* a pipe gives whole records */
    if (size < 0)
        return (int)size;
    if (size != sizeof record)
        return -EBADF;
    if (info)
        *info = record;
    return record.si_signo;
}
