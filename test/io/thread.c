// async_thread: values, the order of jobs, the limit, many jobs, several loops, virtual time.
// RUN: %io --tsan --link=-pthread %s | FileCheck %s
#include "Inputs/gate.h"

#include <asyncc/test.h>
#include <pthread.h>

// --- what f sees ---

static pthread_t loop_thread;

static int look(void *context)
{
    sigset_t blocked;
    CHECK(!pthread_equal(loop_thread, pthread_self()));
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    CHECK(sigismember(&blocked, SIGINT) && sigismember(&blocked, SIGCHLD) && sigismember(&blocked, SIGPROF));
    CHECK(!sigismember(&blocked, SIGSEGV));
    return *(int *)context;
}

static async int values(void)
{
    sigset_t blocked;
    int numbers[] = {0, 7, -5, -ECANCELED};
    loop_thread = pthread_self();
    for (int i = 0; i < 4; i++)
        CHECK_EQUAL(await async_thread(look, &numbers[i]), numbers[i]);
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    CHECK(!sigismember(&blocked, SIGINT));
    return 0;
}

// --- the limit ---

static int running, most, served;

static int count(void *context)
{
    int now = __atomic_add_fetch(&running, 1, __ATOMIC_SEQ_CST), seen = __atomic_load_n(&most, __ATOMIC_SEQ_CST);
    (void)context;
    while (seen < now && !__atomic_compare_exchange_n(&most, &seen, now, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    }
    if (__atomic_add_fetch(&served, 1, __ATOMIC_SEQ_CST) % 8 == 0)
        usleep(100);
    __atomic_sub_fetch(&running, 1, __ATOMIC_SEQ_CST);
    return 1;
}

static async int count_all(int jobs)
{
    async_group group = {0};
    int sum = 0;
    for (int i = 0; i < jobs; i++)
        CHECK_EQUAL(async_group_spawn(&group, sum += async_thread(count, NULL)), 0);
    CHECK_EQUAL(await async_group_join(&group), 0);
    return sum;
}

static async int limits(void)
{
    static const int limit[] = {3, 1, 8, 2};
    for (int i = 0; i < 4; i++) {
        async_thread_limit((size_t)limit[i]);
        most = 0;
        CHECK_EQUAL(await count_all(300), 300);
        CHECK(most >= 1 && most <= limit[i]);
    }
    setenv("ASYNCC_THREADS", "2", 1);
    async_thread_limit(0);
    most = 0;
    CHECK_EQUAL(await count_all(300), 300);
    CHECK(most >= 1 && most <= 2);
    unsetenv("ASYNCC_THREADS");
    return 0;
}

// A higher limit serves jobs that are queued; with a lower one, jobs that come begin when fewer run.
static async int limits_meanwhile(void)
{
    struct gate first, second, third;
    async_thread_limit(1);
    async_task *one = async_spawn(async_thread(gate_pass, gate_init(&first, 1)));
    async_task *two = async_spawn(async_thread(gate_pass, gate_init(&second, 2)));
    CHECK_EQUAL(await async_promise_wait(&first.begun, NULL), 0);
    CHECK_EQUAL(gate_calls(&second), 0);
    async_thread_limit(2);
    CHECK_EQUAL(await async_promise_wait(&second.begun, NULL), 0);
    async_thread_limit(1);
    async_task *three = async_spawn(async_thread(gate_pass, gate_init(&third, 3)));
    gate_open(&first);
    CHECK_EQUAL(await async_join(one), 0);
    for (int i = 0; i < 20; i++) { // while the second one runs
        CHECK_EQUAL(await async_sleep(0.0001), 0);
        CHECK_EQUAL(gate_calls(&third), 0);
    }
    gate_open(&second);
    CHECK_EQUAL(await async_join(two), 0);
    CHECK_EQUAL(await async_promise_wait(&third.begun, NULL), 0);
    gate_open(&third);
    CHECK_EQUAL(await async_join(three), 0);
    async_thread_limit(0);
    return 0;
}

// --- the order ---

static int next;

static int take_number(void *context)
{
    *(int *)context = next++;
    return 0;
}

static async int order(void)
{
    int numbers[100];
    async_group group = {0};
    async_thread_limit(1);
    for (int i = 0; i < 100; i++)
        CHECK_EQUAL(async_group_spawn(&group, async_thread(take_number, &numbers[i])), 0);
    CHECK_EQUAL(await async_group_join(&group), 0);
    for (int i = 0; i < 100; i++)
        CHECK_EQUAL(numbers[i], i);
    async_thread_limit(0);
    return 0;
}

// --- several loops ---

static void *run_loop(void *jobs)
{
    CHECK_EQUAL(async_run(count_all(*(int *)jobs)), *(int *)jobs);
    return NULL;
}

static void run_loops(void)
{
    pthread_t threads[4];
    int jobs = 500;
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, run_loop, &jobs) == 0);
    CHECK_EQUAL(async_run(count_all(jobs)), jobs);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
}

// --- a loop in f ---

static async int inner(int *number)
{
    if (await async_sleep(0) < 0)
        return -1;
    return await async_thread(look, number);
}

static int run_inside(void *context)
{
    return async_run(inner(context));
}

// --- virtual time ---

static int open_later(void *context)
{
    usleep(20000);
    return gate_open(context);
}

static async int time_stands_still(void)
{
    struct gate gate;
    int value = 0;
    double begin = async_time();
    gate_init(&gate, 5);
    async_task *later = async_spawn(async_thread(open_later, &gate));
    CHECK_EQUAL(await async_timeout(1000, value = async_thread(gate_pass, &gate)), 0);
    CHECK_EQUAL(value, 5);
    CHECK(async_time() - begin < 1000);
    CHECK_EQUAL(await async_join(later), 0);
    CHECK_EQUAL(await async_sleep(1000), 0); // jumps
    CHECK(async_time() - begin >= 1000);
    return 0;
}

int main(void)
{
    int number = 3;
    CHECK_EQUAL(async_run(values()), 0);
    CHECK_EQUAL(async_run(limits()), 0);
    CHECK_EQUAL(async_run(limits_meanwhile()), 0);
    CHECK_EQUAL(async_run(order()), 0);
    CHECK_EQUAL(async_run(count_all(10000)), 10000);
    run_loops();
    CHECK_EQUAL(async_run(async_thread(run_inside, &number)), 3);
    async_virtual_time(1);
    CHECK_EQUAL(async_run(time_stands_still()), 0);
    async_stats stats;
    async_get_stats(&stats);
    // CHECK: tasks 0, frames 0
    printf("tasks %d, frames %d\n", (int)stats.tasks, (int)stats.frames);
    return 0;
}
