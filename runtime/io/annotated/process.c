/* process.c: waiting for processes. */
#include "annotated.h"

#include <errno.h>

/* Where nothing tells that a process has ended. */
static async int pause_for(double seconds)
{
    async__outside(1);
    int result = await async_sleep(seconds);
    async__outside(-1);
    return result;
}

async int async_process_wait(async_process *process, int *status)
{
    double pause = 0.001;
    for (;;) {
        int result;
        if (!async__process_runs(process))
            result = await async_yield();
        else if (process->async_fd >= 0)
            result = await async_poll(process->async_fd, POLLIN);
        else
            result = await pause_for(pause);
        pause = pause < 0.05 ? 2 * pause : pause;
        if (result < 0 && result != -EBADF)
            return result;
        /* -EBADF: another one who waited has learned the status, or the program has closed the descriptor. */
        if (result == -EBADF && async__process_runs(process))
            process->async_fd = -1;
        result = async__process_ended(process, status);
        if (result)
            return result < 0 ? result : 0;
    }
}
