// Promises posted by other threads, from signal handlers, and by both at once: none is lost, and posters touch nothing
// that may be gone.
// RUN: %asyncc %s -o %t.c
// RUN: %clang -pthread -fsanitize=thread -g %t.c %source/runtime/src/*.c -o %t && %t
// RUN: env ASYNCC_VIRTUAL_TIME=1 %t 3
// RUN: %clang -pthread %san -g %t.c %source/runtime/src/*.c -o %t && %t 3
// RUN: %gcc -pthread -O2 %t.c %lib -o %t && %t && env ASYNCC_POOL=0 %t
// The port for systems other than Linux wakes a thread by a pipe:
// RUN: %gcc -U__linux__ -c %source/runtime/src/port_posix.c -o %t.o && %gcc -pthread %t.c %t.o %lib -o %t && %t 50
#define _GNU_SOURCE
#include <asyncc.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 4, BATCH = 50 };

static int rounds = 500; // THREADS * BATCH posts each

static void fail(int line)
{
    printf("line %d\n", line);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

// --- promises in the waiters' frames, posted by threads ---

struct job {
    async_promise promise;
    int number;
};

static struct ring {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    struct job *jobs[THREADS * BATCH];
    int count, end;
} ring = {.mutex = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};

static void *post_all(void *unused)
{
    (void)unused;
    for (;;) {
        pthread_mutex_lock(&ring.mutex);
        while (!ring.count && !ring.end)
            pthread_cond_wait(&ring.filled, &ring.mutex);
        struct job *job = ring.count ? ring.jobs[--ring.count] : NULL;
        pthread_mutex_unlock(&ring.mutex);
        if (!job)
            return NULL;
        CHECK(async_promise_post(&job->promise, job->number, job) == 0);
    }
}

static void give(struct job *job)
{
    pthread_mutex_lock(&ring.mutex);
    ring.jobs[ring.count++] = job;
    pthread_mutex_unlock(&ring.mutex);
    pthread_cond_signal(&ring.filled);
}

static async void wait(struct job *job, int *status)
{
    void *value;
    *status = await async_promise_wait(&job->promise, &value);
    CHECK(*status == -ECANCELED || value == job);
}

// The wait is cancelled at about the time of the post.
static async int ask_and_cancel(int number)
{
    struct job job = {.number = number};
    int status;
    async_task *task = async_spawn(wait(&job, &status));
    give(&job);
    await async_yield();
    async_cancel(task);
    await async_join(task);
    if (status == -ECANCELED)
        await wait(&job, &status);
    CHECK(status == number);
    return 0;
}

static async int ask(int number)
{
    struct job job = {.number = number};
    void *value;
    give(&job);
    if (number % 3 == 0)
        await async_yield(); // so that it may be posted before
    int status = await async_promise_wait(&job.promise, &value);
    CHECK(status == number && value == &job);
    return 0;
}

static async int threads(void)
{
    async_task *tasks[THREADS * BATCH];
    for (int i = 0; i < THREADS * BATCH; i++)
        tasks[i] = i % 4 ? async_spawn(ask(i + 1)) : async_spawn(ask_and_cancel(i + 1));
    return await async_join_all(tasks, THREADS * BATCH);
}

// --- a thread whose loop ends at once after the post ---

static void *post_one(void *promise)
{
    CHECK(async_promise_post(promise, 1, NULL) == 0);
    return NULL;
}

static async int one(void)
{
    async_promise promise = {0};
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, post_one, &promise) == 0);
    CHECK(await async_promise_wait(&promise, NULL) == 1);
    pthread_detach(thread);
    return 0;
}

static void *run_one(void *unused)
{
    async_run(one());
    return unused;
}

// --- a signal handler in the loop's own thread ---

static async_promise *awaited;
static volatile sig_atomic_t posted, handled;

static void handler(int signal)
{
    (void)signal;
    async_promise *promise = __atomic_exchange_n(&awaited, NULL, __ATOMIC_ACQ_REL);
    if (promise)
        posted += async_promise_post(promise, 5, NULL) == 0;
    handled++;
}

static void *send_signals(void *thread)
{
    while (!__atomic_load_n(&ring.end, __ATOMIC_ACQUIRE)) {
        pthread_kill(*(pthread_t *)thread, SIGUSR1);
        usleep(10);
    }
    return NULL;
}

static async int signals(void)
{
    for (int i = 0; i < rounds / 3; i++) {
        async_promise promise = {0};
        __atomic_store_n(&awaited, &promise, __ATOMIC_RELEASE);
        if (i % 2)
            await async_yield();
        CHECK(await async_promise_wait(&promise, NULL) == 5);
    }
    return 0;
}

int main(int argc, char **argv)
{
    const char *asked = getenv("ASYNCC_OPERATIONS");
    if (asked)
        rounds = atoi(asked) / (THREADS * BATCH);
    if (argc > 1)
        rounds = atoi(argv[1]);
    pthread_t posters[THREADS], thread, self = pthread_self();
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&posters[i], NULL, post_all, NULL) == 0);
    for (int i = 0; i < rounds; i++)
        CHECK(async_run(threads()) == 0);
    pthread_mutex_lock(&ring.mutex);
    ring.end = 1;
    pthread_mutex_unlock(&ring.mutex);
    pthread_cond_broadcast(&ring.filled);
    for (int i = 0; i < THREADS; i++)
        pthread_join(posters[i], NULL);

    for (int i = 0; i < rounds / 3; i++) {
        CHECK(pthread_create(&thread, NULL, run_one, NULL) == 0);
        pthread_join(thread, NULL);
    }

    ring.end = 0;
    signal(SIGUSR1, handler);
    CHECK(pthread_create(&thread, NULL, send_signals, &self) == 0);
    CHECK(async_run(signals()) == 0);
    __atomic_store_n(&ring.end, 1, __ATOMIC_RELEASE);
    pthread_join(thread, NULL);
    CHECK(posted == rounds / 3 && handled >= posted);
    return 0;
}
