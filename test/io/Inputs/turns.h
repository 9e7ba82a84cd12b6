/* turns.h: tasks that run inside of another event loop, for the tests of the adapters. */
#ifndef TURNS_H
#define TURNS_H

#include "check.h"

#include <pthread.h>

static int ticks;    /* of the other loop's timer */
static int answers;  /* that came by way of descriptors */
static int sleeps;   /* that tasks have ended */
static int posted;   /* calls of other threads */
static int cancelled;

static inline async int answer(int fd)
{
    char byte;
    while (await async_read(fd, &byte, 1) == 1)
        CHECK_EQUAL(await async_write(fd, &byte, 1), 1);
    return async_close(fd);
}

static inline async int ask(int fd)
{
    for (char i = 0; i < 20; i++) {
        char byte = i;
        CHECK_EQUAL(await async_write(fd, &byte, 1), 1);
        CHECK_EQUAL(await async_read(fd, &byte, 1), 1);
        CHECK_EQUAL(byte, i);
        answers++;
        CHECK_EQUAL(await async_sleep(0.002), 0);
        sleeps++;
    }
    return async_close(fd);
}

/* Waits until it is cancelled, then cleans up. */
static inline async int stay(void)
{
    CHECK_EQUAL(await async_sleep(1000), -ECANCELED);
    CHECK_EQUAL(await async_shield_for(10, async_sleep(0.01)), 0);
    cancelled++;
    return 0;
}

static inline void start_talk(void)
{
    int ends[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    async_detach(async_spawn(answer(ends[0])));
    async_detach(async_spawn(ask(ends[1])));
}

static inline async int call_back(void *number)
{
    int s = await async_sleep(0.001);
    posted++;
    return s < 0 ? s : *(int *)number;
}

static inline void *other_thread(void *loop)
{
    for (int i = 0; i < 10; i++)
        CHECK_EQUAL(async_call(loop, call_back, &i), i);
    return NULL;
}

static inline pthread_t start_thread(void)
{
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, other_thread, async_loop_self()) == 0);
    return thread;
}

#endif
