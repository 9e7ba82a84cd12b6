// Whoever has called async_loop_self in this run may be woken by others: no deadlock. In an earlier run: a deadlock.
// RUN: %io %s | FileCheck %s
#include "Inputs/check.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

static async_loop *loop;
static async_event event;

static void set(void *unused)
{
    (void)unused;
    async_event_set(&event);
}

static void *post_late(void *unused)
{
    usleep(20000);
    CHECK_EQUAL(async_post(loop, set, NULL), 0);
    return unused;
}

static async int known(void)
{
    pthread_t thread;
    loop = async_loop_self();
    pthread_create(&thread, NULL, post_late, NULL);
    int s = await async_event_wait(&event);
    pthread_join(thread, NULL);
    return s;
}

static async int unknown(void)
{
    async_event_clear(&event);
    return await async_event_wait(&event);
}

static async int in_virtual_time(void)
{
    loop = async_loop_self();
    double begin = async_time();
    CHECK_EQUAL(await async_sleep(3600), 0); // time jumps all the same
    return async_time() - begin > 3599 ? 0 : -ETIME;
}

int main(void)
{
    int status;
    CHECK_EQUAL(async_run(known()), 0);
    pid_t child = fork();
    if (child == 0) {
        fclose(stderr);
        exit(async_run(unknown()));
    }
    CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    async_virtual_time(1);
    CHECK_EQUAL(async_run(in_virtual_time()), 0);
    puts("done"); // CHECK: done
    return 0;
}
