// No thread can be started: -EAGAIN, and nothing has happened; while there is one, it serves all.
// RUN: %io --tsan --link=-ldl %s | FileCheck %s
#define _GNU_SOURCE
#include "Inputs/gate.h"

#include <dlfcn.h>
#include <pthread.h>

static int refused; // an errno

// The program's own, in place of the system's.
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*f)(void *), void *argument)
{
    typedef int create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    create *real;
    if (refused)
        return refused;
    *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    return real(thread, attributes, f, argument);
}

static int count(void *calls)
{
    return __atomic_add_fetch((int *)calls, 1, __ATOMIC_SEQ_CST);
}

static async int run(void)
{
    int calls = 0;
    struct gate gate;
    struct addrinfo *found = NULL;

    refused = EAGAIN;
    CHECK_EQUAL(await async_thread(count, &calls), -EAGAIN);
    CHECK_EQUAL(await async_getaddrinfo("localhost", NULL, NULL, &found), -EAGAIN);
    refused = EPERM;
    CHECK_EQUAL(await async_thread(count, &calls), -EAGAIN);
    refused = ENOMEM;
    CHECK_EQUAL(await async_thread(count, &calls), -ENOMEM);
    CHECK_EQUAL(calls, 0);

    refused = 0;
    async_task *task = async_spawn(async_thread(gate_pass, gate_init(&gate, 9)));
    CHECK_EQUAL(await async_promise_wait(&gate.begun, NULL), 0);
    refused = EAGAIN;
    async_group group = {0};
    int sum = 0;
    for (int i = 0; i < 100; i++)
        CHECK_EQUAL(async_group_spawn(&group, sum += async_thread(count, &calls)), 0);
    CHECK_EQUAL(await async_sleep(0.001), 0);
    CHECK_EQUAL(__atomic_load_n(&calls, __ATOMIC_SEQ_CST), 0);
    gate_open(&gate);
    CHECK_EQUAL(await async_group_join(&group), 0);
    CHECK_EQUAL(calls, 100);
    CHECK_EQUAL(sum, 5050);
    return await async_join(task);
}

int main(void)
{
    CHECK_EQUAL(async_run(run()), 0);
    // CHECK: done
    puts("done");
    return 0;
}
