// The end of a run: all that is left is marked in one step, and its code runs to its end: cleanups, arrays of variable
// length, shields, what it starts meanwhile. Under many schedules.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
#include <asyncc.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed;

static void fail(int line)
{
    printf("line %d, seed %d\n", line, (int)seed);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

static int ended, cleaned;

static void clean(int *x)
{
    cleaned += *x;
}

static async int sleep_status(double seconds)
{
    return await async_sleep(seconds);
}

static async void with_array(int n)
{
    int one __attribute__((cleanup(clean))) = 1;
    char text[n];
    memset(text, 'x', (size_t)n);
    for (int i = 0; i < 3; i++) {
        int ten __attribute__((cleanup(clean))) = 10;
        char more[n + i];
        memset(more, 'y', (size_t)(n + i));
        CHECK(await async_sleep(1000) == -ECANCELED && more[n - 1] == 'y' && ten == 10);
    }
    CHECK(text[n - 1] == 'x' && one == 1);
    ended++;
}

static async int slow(double seconds)
{
    int status = await async_sleep(1000), shielded = 1;
    await async_shield(shielded = sleep_status(seconds));
    CHECK(status == -ECANCELED && shielded == 0 && await async_yield() == -ECANCELED);
    ended++;
    return status;
}

// What is started after the end starts marked, children and tasks; shields work in them, too.
static async int starts_more(void)
{
    int first = 1, child = 1, status = await async_sleep(1000), shielded = 1;
    async_group group = {0};
    CHECK(status == -ECANCELED);
    async_task *task = async_spawn(first = sleep_status(1000));
    async_detach(async_spawn(slow(1)));
    CHECK(async_group_spawn(&group, child = sleep_status(1000)) == -ECANCELED && child == 1);
    await async_shield(shielded = sleep_status(2));
    CHECK(shielded == 0 && async_finished(task) && first == -ECANCELED && await async_join(task) == -ECANCELED);
    CHECK(await async_group_join(&group) == 0);
    ended++;
    return 0;
}

// All are marked before any of them runs.
static async_mutex mutex;

static async void holds(void)
{
    CHECK(await async_mutex_lock(&mutex) == 0);
    CHECK(await async_sleep(1000) == -ECANCELED);
    CHECK(async_mutex_unlock(&mutex) == 0);
    ended++;
}

static async void wants(void)
{
    CHECK(await async_mutex_lock(&mutex) == -ECANCELED);
    ended++;
}

static async int joins(async_task *task)
{
    CHECK(await async_join(task) == -ECANCELED);
    ended++;
    return 0;
}

static async int fails(void)
{
    return -EIO;
}

static async int owns_group(void)
{
    async_group group = {0};
    int values[2] = {1, 1};
    CHECK(async_group_spawn(&group, values[0] = slow(1)) == 0 && async_group_spawn(&group, values[1] = slow(2)) == 0);
    CHECK(await async_group_join(&group) == -ECANCELED && values[0] == -ECANCELED && values[1] == -ECANCELED);
    ended++;
    return 0;
}

static async int in_race(void)
{
    int a, b;
    CHECK(await async_race(a = slow(1), b = slow(2)) == -ECANCELED && a == -ECANCELED && b == -ECANCELED);
    CHECK(await async_timeout(5, a = fails()) == -ECANCELED && a == -EIO);
    ended++;
    return 0;
}

static async int produces(int *out)
{
    int status = 0, shielded = 0;
    for (int i = 0; status == 0; i++)
        status = await async_emit(out, i);
    await async_shield(shielded = sleep_status(1));
    ended++;
    return status;
}

static async int consumes(void)
{
    async_generator g;
    int x, status = 1, got = 0;
    async_generator_start(&g, status = produces(&x));
    for (; await async_generator_next(&g) > 0; got++)
        await async_sleep(1000);
    await async_generator_end(&g);
    CHECK(status == -ECANCELED && got == 1); // the emit in which it stood gave 0
    ended++;
    return 0;
}

static async int detaches(void)
{
    ended = cleaned = 0;
    for (int i = 1; i <= 3; i++)
        async_detach(async_spawn(with_array(100 * i)));
    async_detach(async_new(slow(3)));
    async_detach(async_spawn(starts_more()));
    async_detach(async_spawn(wants()));
    async_detach(async_spawn(joins(async_spawn(slow(1)))));
    async_detach(async_spawn(owns_group()));
    async_detach(async_spawn(in_race()));
    async_detach(async_spawn(consumes()));
    await async_yield();
    return 7;
}

static async int main_task(void)
{
    async_detach(async_spawn(holds()));
    return await detaches();
}

// Nobody waits in the run, and what is left is only ready.
static async int leaves_ready(void)
{
    ended = 0;
    async_detach(async_spawn(slow(1)));
    return 3;
}

int main(void)
{
    const char *asked = getenv("ASYNCC_SEEDS");
    uint64_t seeds = asked ? strtoul(asked, NULL, 10) : 200;
    for (seed = 0; seed <= seeds; seed++) {
        async_seed(seed);
        double start = async_time();
        CHECK(async_run(main_task()) == 7 && async_time() == start + 3);
        CHECK(cleaned == 3 * 31 && ended == 18 && async_mutex_trylock(&mutex) == 0);
        async_mutex_unlock(&mutex);
        CHECK(async_run(leaves_ready()) == 3 && ended == 1);
        async_stats stats;
        async_get_stats(&stats);
        CHECK(stats.tasks == 0 && stats.frames == 0 && stats.timers == 0);
    }
    return 0;
}
