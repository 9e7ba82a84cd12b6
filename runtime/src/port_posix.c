/* port_posix.c: the port for any POSIX system: a monotonic clock, and a wait until a deadline that other threads and
 * signal handlers can end. Descriptors of the program are waited for in runtime/io.
 *
 * A wait that nobody can end is clock_nanosleep. Otherwise it is a poll of a descriptor that the others write to: on
 * Linux an eventfd, elsewhere a pipe.
 */
#if defined(__linux__)
#define _GNU_SOURCE /* ppoll, which is more precise than poll */
#else
#define _POSIX_C_SOURCE 200809L
#endif

#include "internal.h"

#if !defined(ASYNCC_BARE)

#include "posix.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/eventfd.h>
#endif

uint64_t port_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int port_descriptors(void)
{
    enum { MOST = 4096 }; /* where the system has no list of them */
    int count = 0;
    DIR *list = opendir("/proc/self/fd");
    if (list) {
        while (readdir(list))
            count++;
        closedir(list);
        return count - 3; /* ., .., and that of the list */
    }
    for (int fd = 0; fd < MOST; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* --- waiting for time --- */

static void sleep_until(uint64_t deadline)
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

/* --- waking --- */

bool port_waker_is_copy(const struct port_waker *waker)
{
    return waker->made_by && waker->made_by != (int)getpid();
}

/* The two descriptors; false if there are no more. */
static bool open_ends(int ends[2])
{
#if defined(__linux__)
    ends[0] = ends[1] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return ends[0] >= 0;
#else
    if (pipe(ends) < 0)
        return false;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    return true;
#endif
}

bool port_waker_open(struct port_waker *waker)
{
    if (port_waker_is_copy(waker))
        port_waker_close(waker);
    int ends[2];
    if (!waker->is_open && open_ends(ends))
        *waker = (struct port_waker){.is_open = true, .read = ends[0], .write = ends[1]};
    waker->made_by = (int)getpid();
    return waker->is_open;
}

void port_waker_close(struct port_waker *waker)
{
    if (waker->is_open) {
        close(waker->read);
        if (waker->write != waker->read)
            close(waker->write);
    }
    *waker = (struct port_waker){0};
}

void port_wake(const struct port_waker *waker)
{
    const uint64_t one = 1;
    int saved = errno;
    if (waker->is_open && write(waker->write, &one, sizeof one) < 0) {
        /* it is full: the thread will wake up */
    }
    errno = saved;
}

void port_waker_read(const struct port_waker *waker)
{
    uint64_t words[8];
    if (read(waker->read, words, sizeof words) < 0) {
        /* another wait has read it */
    }
}

/* Until the deadline, or until something can be read from the waker, which is then read. */
static void poll_until(uint64_t deadline, const struct port_waker *waker)
{
    struct pollfd wanted = {.fd = waker->read, .events = POLLIN};
    uint64_t now = port_now(), rest = deadline > now ? deadline - now : 0;
    if (poll_span(&wanted, 1, rest) > 0)
        port_waker_read(waker);
}

void port_wait(uint64_t deadline, struct port_waker *waker)
{
    const uint64_t interval = 1000000; /* nanoseconds between two looks, where nobody can wake */
    if (!waker) {
        sleep_until(deadline);
        return;
    }
    if (port_waker_open(waker)) {
        poll_until(deadline, waker);
    } else {
        uint64_t soon = port_now() + interval;
        sleep_until(soon < deadline ? soon : deadline);
    }
}

void *port_allocate(size_t size)
{
    return malloc(size);
}

void port_release(void *memory)
{
    free(memory);
}

const char *port_setting(const char *name)
{
    return getenv(name);
}

void port_pause(void)
{
    sched_yield();
}

/* --- the end of threads --- */

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

#endif
