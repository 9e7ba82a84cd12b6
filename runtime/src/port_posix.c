/* port_posix.c: the port for any POSIX system: a monotonic clock and a sleep until a deadline.
 *
 * Time is the only thing to wait for yet, so clock_nanosleep is enough; file descriptors will need poll, or epoll in a
 * separate port.
 */
#define _POSIX_C_SOURCE 200809L

#include "port.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

uint64_t port_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void port_wait(uint64_t deadline)
{
    struct timespec until;
#if defined(__APPLE__) /* has no clock_nanosleep */
    uint64_t now = port_now();
    deadline = deadline > now ? deadline - now : 0;
#endif
    /* A 32-bit time_t cannot hold the far future; an hour is enough, because the loop calls again. */
    if (sizeof until.tv_sec < 8 && deadline / 1000000000u > 0x7fffffff)
        deadline = (uint64_t)0x7fffffff * 1000000000u;
    until.tv_sec = (time_t)(deadline / 1000000000u);
    until.tv_nsec = (long)(deadline % 1000000000u);
#if defined(__APPLE__)
    nanosleep(&until, NULL);
#else
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
#endif
}

/* A thread-specific key is the only portable way to detect the end of a thread. It does not detect the end of the main
 * thread; atexit does. */
static pthread_key_t exit_key;
static pthread_once_t exit_once = PTHREAD_ONCE_INIT;
static void (*exit_close)(void);
static void (*exit_leave)(void);

static void thread_ends(void *unused)
{
    (void)unused;
    exit_close();
}

static void make_key(void)
{
    if (pthread_key_create(&exit_key, thread_ends) != 0)
        exit_close = NULL;
    atexit(exit_leave);
}

static pthread_mutex_t exit_lock = PTHREAD_MUTEX_INITIALIZER;

void port_at_exit(void (*close)(void), void (*leave)(void))
{
    pthread_mutex_lock(&exit_lock);
    if (!exit_leave) {
        exit_close = close;
        exit_leave = leave;
    }
    pthread_mutex_unlock(&exit_lock);
    pthread_once(&exit_once, make_key);
    if (exit_close)
        pthread_setspecific(exit_key, &exit_key); /* any value that is not NULL */
}
