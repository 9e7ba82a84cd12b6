// Posts and calls from other threads: none is lost, each thread's come in their order; the end of a run refuses them.
// RUN: %io --tsan %s | FileCheck %s
#include "Inputs/check.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { THREADS = 4 };

static int each = 25000; // posts of a thread

// --- 10^5 posts

static async_loop *loop;
static int next_of[THREADS], total;
static async_event all_there;

static void take(void *context)
{
    int number = (int)(intptr_t)context, thread = number % THREADS;
    CHECK_EQUAL(number / THREADS, next_of[thread]);
    next_of[thread]++;
    if (++total == each * THREADS)
        async_event_set(&all_there);
}

static void *poster(void *context)
{
    for (int i = 0; i < each; i++)
        CHECK_EQUAL(async_post(loop, take, (void *)(intptr_t)(i * THREADS + (int)(intptr_t)context)), 0);
    return NULL;
}

static async int take_all(void)
{
    pthread_t threads[THREADS];
    loop = async_loop_self();
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, poster, (void *)(intptr_t)i) == 0);
    CHECK_EQUAL(await async_event_wait(&all_there), 0); // no deadlock: others may wake the loop
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return total;
}

// --- calls

static async int twice(void *context)
{
    int number = *(int *)context;
    int s = await async_sleep(0.001);
    return s < 0 ? s : 2 * number;
}

static async int at_once(void *context)
{
    return *(int *)context;
}

static async int own(void *context)
{
    (void)context;
    return async_call(loop, at_once, &(int){1});
}

static async_promise callers_done;
static int callers = THREADS;

static void *caller(void *unused)
{
    (void)unused;
    for (int i = 0; i < 50; i++) {
        CHECK_EQUAL(async_call(loop, twice, &i), 2 * i);
        CHECK_EQUAL(async_call(loop, at_once, &i), i);
    }
    CHECK_EQUAL(async_call(loop, own, NULL), -EDEADLK);
    if (__atomic_sub_fetch(&callers, 1, __ATOMIC_SEQ_CST) == 0)
        CHECK_EQUAL(async_promise_post(&callers_done, 7, NULL), 0);
    return NULL;
}

static async int serve_calls(void)
{
    pthread_t threads[THREADS];
    loop = async_loop_self();
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, caller, NULL) == 0);
    int s = await async_promise_wait(&callers_done, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return s;
}

// --- the end of a run, and of a thread

static void count(void *context)
{
    ++*(int *)context;
}

static async int forever(void *context)
{
    (void)context;
    return await async_sleep(1000);
}

static bool to_call; // otherwise to post

struct late {
    int posted, called;
};

static void until_shutdown(struct late *late)
{
    int s;
    if (to_call) {
        s = async_call(loop, forever, NULL);
        CHECK(s == -ECANCELED || s == -ESHUTDOWN);
        return;
    }
    while ((s = async_post(loop, count, &late->called)) == 0)
        late->posted++;
    CHECK_EQUAL(s, -ESHUTDOWN);
}

static pthread_barrier_t known;

static async int short_run(void)
{
    loop = async_loop_self();
    pthread_barrier_wait(&known);
    return await async_sleep(0.002);
}

static void *run_and_end(void *unused)
{
    (void)unused;
    CHECK_EQUAL(async_run(short_run()), 0);
    return NULL; // the thread, and with it its loop, ends while others still post
}

static void *wait_and_post(void *late)
{
    pthread_barrier_wait(&known);
    until_shutdown(late);
    return NULL;
}

static void shut_down(void)
{
    for (int i = 0; i < 30; i++) {
        pthread_t threads[3];
        struct late late[3] = {{0}};
        to_call = i % 2;
        pthread_barrier_init(&known, NULL, 3);
        pthread_create(&threads[0], NULL, run_and_end, NULL);
        for (int j = 1; j < 3; j++)
            pthread_create(&threads[j], NULL, wait_and_post, &late[j]);
        for (int j = 0; j < 3; j++)
            pthread_join(threads[j], NULL);
        for (int j = 1; j < 3; j++)
            CHECK_EQUAL(late[j].called, late[j].posted); // all that were accepted
        pthread_barrier_destroy(&known);
        CHECK_EQUAL(async_post(loop, count, NULL), -ESHUTDOWN); // also of a thread that no longer exists
        CHECK_EQUAL(async_call(loop, forever, NULL), -ESHUTDOWN);
    }
}

// --- posts that start tasks, run loops, and post again

static char order[16];

static void note(void *context)
{
    strcat(order, context);
}

static async int add(void *context)
{
    CHECK_EQUAL(await async_sleep(0.001), 0);
    note(context);
    return 0;
}

static void run_inside(void *context)
{
    note("<");
    CHECK_EQUAL(async_run(add(context)), 0);
    note(">");
}

static void post_more(void *context)
{
    CHECK_EQUAL(async_post(loop, note, context), 0);
}

static async int ordered(void)
{
    loop = async_loop_self();
    CHECK_EQUAL(async_post(loop, note, "a"), 0);
    CHECK_EQUAL(async_post(loop, run_inside, "i"), 0);
    CHECK_EQUAL(async_post(loop, post_more, "z"), 0);
    CHECK_EQUAL(async_post(loop, note, "b"), 0);
    CHECK(!*order); // between steps, not now
    CHECK_EQUAL(await async_sleep(0.05), 0);
    return 0;
}

static void refused(void *context)
{
    CHECK_EQUAL(async_post(loop, note, context), -ESHUTDOWN);
    note("r");
}

static async int leave_refused(void)
{
    loop = async_loop_self();
    return async_post(loop, refused, "n");
}

int main(int argc, char **argv)
{
    if (argc > 1)
        each = atoi(argv[1]) / THREADS;
    printf("%d\n", async_run(take_all()) == each * THREADS); // CHECK: 1
    printf("%d\n", async_run(serve_calls()));                // CHECK-NEXT: 7
    shut_down();
    CHECK_EQUAL(async_run(ordered()), 0);
    printf("%s\n", order); // CHECK-NEXT: {{^}}a<bzi>{{$}}
    *order = 0;
    CHECK_EQUAL(async_run(leave_refused()), 0);
    printf("%s\n", order); // CHECK-NEXT: {{^}}r{{$}}
    CHECK_EQUAL(async_post(loop, note, "n"), -ESHUTDOWN);
    CHECK_EQUAL(async_call(loop, add, "n"), -EDEADLK);
    return 0;
}
