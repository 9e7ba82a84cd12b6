// async_open cancelled while it runs: a descriptor that was opened all the same is returned, not lost. Not begun: none.
// RUN: %io --tsan %s | FileCheck %s
#define _FILE_OFFSET_BITS 64 // as the library, whose open is open64 with glibc
#include "Inputs/gate.h"

#include <stdarg.h>

static struct gate gate;

// The program's own, in place of the system's: "gate" waits there.
int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    if (!strcmp(path, "gate") && gate_pass(&gate) < 0)
        return errno = ENXIO, -1;
    return openat(AT_FDCWD, "/dev/null", flags, mode);
}

static int after; // what the next wait gives

static async int open_and_wait(const char *path)
{
    int fd = await async_open(path, O_RDONLY, 0);
    after = await async_sleep(0);
    return fd;
}

static async void keep(const char *path, int *value)
{
    *value = await open_and_wait(path);
}

static async int run(void)
{
    int fd = 0, queued = 0;
    async_thread_limit(1);
    for (int value = 0; value >= -1; value--) { // it succeeds; it fails
        gate_init(&gate, value);
        async_task *task = async_spawn(keep("gate", &fd));
        CHECK_EQUAL(await async_promise_wait(&gate.begun, NULL), 0);
        async_task *other = async_spawn(keep("other", &queued));
        async_cancel(task);
        async_cancel(other);
        CHECK_EQUAL(await async_join(other), 0);
        CHECK_EQUAL(queued, -ECANCELED);
        gate_open(&gate);
        CHECK_EQUAL(await async_join(task), 0);
        CHECK_EQUAL(after, -ECANCELED);
        if (value < 0) {
            CHECK_EQUAL(fd, -ENXIO);
            continue;
        }
        CHECK(fd >= 0);
        CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
        CHECK_EQUAL(async_close(fd), 0);
    }
    return 0;
}

int main(void)
{
    int before = descriptors();
    CHECK_EQUAL(async_run(run()), 0);
    async_stats stats;
    async_get_stats(&stats);
    CHECK(descriptors() - before <= 2); // the library's own
    // CHECK: tasks 0, frames 0
    printf("tasks %d, frames %d\n", (int)stats.tasks, (int)stats.frames);
    return 0;
}
