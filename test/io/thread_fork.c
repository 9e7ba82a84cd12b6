// A fork while jobs run and are queued: in the child they end with -ECANCELED, and new ones have new threads; the
// parent sees nothing of it. So too if it is a job that forks.
// RUN: %io --link=-pthread %s | FileCheck %s
#include "Inputs/gate.h"

#include <sys/wait.h>

enum { QUEUED = 3 };

static int square(void *number)
{
    return *(int *)number * *(int *)number;
}

static async void store(int (*f)(void *), void *context, int *value)
{
    *value = await async_thread(f, context);
}

static async void store_name(int *value)
{
    struct addrinfo *found = NULL;
    *value = await async_getaddrinfo("localhost", NULL, NULL, &found);
    if (found)
        freeaddrinfo(found);
}

static void wait_for(pid_t child)
{
    int status;
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, 0);
}

static async int fork_meanwhile(void)
{
    struct gate gate;
    int running = 1, queued[QUEUED], name = 1, number = 5;
    async_group group = {0};
    async_thread_limit(1);
    CHECK_EQUAL(async_group_spawn(&group, store(gate_pass, gate_init(&gate, 8), &running)), 0);
    CHECK_EQUAL(await async_promise_wait(&gate.begun, NULL), 0);
    for (int i = 0; i < QUEUED; i++)
        CHECK_EQUAL(async_group_spawn(&group, store(square, &number, &queued[i])), 0);
    CHECK_EQUAL(async_group_spawn(&group, store_name(&name)), 0);

    fflush(stdout);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child > 0) {
        wait_for(child);
        gate_open(&gate);
    }
    CHECK_EQUAL(await async_group_join(&group), 0);
    CHECK_EQUAL(running, child ? 8 : -ECANCELED);
    for (int i = 0; i < QUEUED; i++)
        CHECK_EQUAL(queued[i], child ? 25 : -ECANCELED);
    CHECK(name == 0 || (!child && name == -ECANCELED));
    CHECK_EQUAL(await async_thread(square, &number), 25);
    for (int i = 0; !child && i < 100; i++)
        CHECK_EQUAL(await async_thread(square, &i), i * i);
    if (!child)
        _exit(0);
    async_thread_limit(0);
    return 0;
}

// The jobs of a loop in another thread are not those of a child that has no such thread.
static int fork_in_thread(void *unused)
{
    (void)unused;
    pid_t child = fork();
    CHECK(child >= 0);
    if (!child) {
        int number = 6;
        CHECK_EQUAL(async_run(async_thread(square, &number)), 36);
        _exit(0);
    }
    wait_for(child);
    return 4;
}

static void leave(void)
{
    _exit(0);
}

// Its only thread is that of the job, which ends, and the process with it.
static int fork_and_return(void *unused)
{
    (void)unused;
    pid_t child = fork();
    CHECK(child >= 0);
    if (child)
        wait_for(child);
    else
        atexit(leave); // before leaks are looked for: the memory of other threads is nobody's
    return child ? 3 : 2;
}

int main(void)
{
    CHECK_EQUAL(async_run(fork_meanwhile()), 0);
    CHECK_EQUAL(async_run(async_thread(fork_in_thread, NULL)), 4);
    CHECK_EQUAL(async_run(async_thread(fork_and_return, NULL)), 3);
    // CHECK: done
    puts("done");
    return 0;
}
