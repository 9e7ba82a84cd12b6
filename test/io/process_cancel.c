// Processes and signals, cancelled at each wait, and without memory at each place: nothing is left.
// RUN: %io %s | FileCheck %s
#include "Inputs/check.h"

#include <asyncc/test.h>
#include <signal.h>
#include <sys/wait.h>

static void end(async_process *process)
{
    async_process_kill(process, SIGKILL);
    async_process_release(process);
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        async_close(*fd);
}

static async int talk(void)
{
    char *argv[] = {"cat", NULL}, text[6] = "";
    int status;
    __attribute__((cleanup(end))) async_process cat = {0};
    int s = async_process_spawn(&cat, argv, &(async_process_options){.in = ASYNC_PIPE, .out = ASYNC_PIPE});
    if (s < 0)
        return s;
    __attribute__((cleanup(close_one))) int in = cat.in, out = cat.out;
    ssize_t count = await async_write_all(in, "hello", 5);
    if (count < 5)
        return (int)count;
    count = await async_read_all(out, text, 5);
    if (count < 5)
        return (int)count;
    async_close(in);
    in = -1;
    if ((s = await async_process_wait(&cat, &status)) < 0)
        return s;
    return status || strcmp(text, "hello") ? -EIO : 0;
}

static async void raise_soon(void)
{
    if (await async_sleep(0.001) == 0)
        raise(SIGUSR1);
}

static async int two_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    __attribute__((cleanup(close_one))) int fd = async_signals_open(&set);
    if (fd < 0)
        return fd;
    for (int i = 0; i < 2; i++) {
        async_task *raiser = async_spawn(raise_soon());
        if (!raiser)
            return -ENOMEM;
        async_detach(raiser);
        int number = await async_signals_wait(fd, NULL);
        if (number < 0)
            return number;
    }
    return 0;
}

static void nothing(void *context)
{
    (void)context;
}

static async int post_to_itself(void)
{
    async_loop *loop = async_loop_self();
    int s = loop ? async_post(loop, nothing, NULL) : -ENOMEM;
    return s < 0 ? s : await async_sleep(1);
}

int main(void)
{
    signal(SIGUSR1, SIG_IGN); // once the descriptor is closed
    CHECK(async_test_each_wait(talk) >= 3);
    CHECK(async_test_each_wait(two_signals) >= 2);
    CHECK(async_test_each_wait(post_to_itself) >= 2);
    CHECK(async_test_each_fault(talk) >= 2);
    CHECK(async_test_each_fault(two_signals) >= 2);
    CHECK(async_test_each_fault(post_to_itself) >= 2);
    siginfo_t info; // those that were released while they ran are reaped soon
    char *argv[] = {"true", NULL};
    async_process last;
    while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0) {
        usleep(1000);
        CHECK_EQUAL(async_process_spawn(&last, argv, NULL), 0); // also those for which there was no thread
        CHECK(waitpid(last.pid, NULL, 0) == last.pid);
        async_process_release(&last);
    }
    puts("done"); // CHECK: done
    return 0;
}
