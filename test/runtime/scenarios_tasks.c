// Cancelling tasks: what each wait of a task gives that is cancelled, in every place and order. Under many schedules.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
#include <asyncc.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seed;
static int other_order; // what happens in one turn happens in the other order

static void fail(int line)
{
    printf("line %d, seed %d, order %d\n", line, (int)seed, other_order);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

static async int cancel_at(double seconds, async_task **task)
{
    await async_sleep(seconds);
    return async_cancel(*task);
}

// --- 1: that wait and all later ones ---

static async void three_waits(int *status)
{
    status[0] = await async_sleep(10);
    status[1] = await async_sleep(10);
    status[2] = await async_yield();
}

static async void deeper(int *status, int depth)
{
    if (depth)
        await deeper(status, depth - 1);
    else
        await three_waits(status);
    status[3] = await async_sleep_until(async_time() + 10);
}

static async void cancel_in_sleep(void)
{
    for (int depth = 0; depth < 3; depth++) {
        int status[4] = {1, 1, 1, 1};
        double start = async_time();
        async_task *task = async_spawn(deeper(status, depth));
        await async_sleep(3);
        CHECK(!async_finished(task) && async_cancel(task) == 0 && async_cancel(task) == 0 && status[0] == 1);
        CHECK(await async_join(task) == 0 && async_time() == start + 3);
        for (int i = 0; i < 4; i++)
            CHECK(status[i] == -ECANCELED);
    }
}

// --- 2: expired in the same turn ---

static async void two_sleeps(int *status)
{
    status[0] = await async_sleep(1);
    status[1] = await async_sleep(1);
}

static async void cancel_with_expiry(void)
{
    int status[2];
    async_task *task = NULL, *other = NULL;
    if (other_order)
        other = async_spawn(cancel_at(1, &task));
    task = async_spawn(two_sleeps(status));
    if (!other_order)
        other = async_spawn(cancel_at(1, &task));
    CHECK(await async_join(task) == 0 && await async_join(other) == 0);
    CHECK(status[0] == 0 && status[1] == -ECANCELED);
}

// --- 18: gathers ---

static async int sleep_status(double seconds)
{
    return await async_sleep(seconds);
}

static async int own_status(int status)
{
    await async_yield();
    return status;
}

static async int gathers(int *status)
{
    await async_gather(status[0] = sleep_status(10), status[1] = sleep_status(20), status[2] = own_status(7));
    status[3] = await async_yield();
    return status[3];
}

static async void cancel_gather(void)
{
    int status[4] = {1, 1, 1, 1};
    double start = async_time();
    async_task *task = async_spawn(gathers(status));
    await async_sleep(1);
    CHECK(async_cancel(task) == 0 && await async_join(task) == -ECANCELED && async_time() == start + 1);
    CHECK(status[0] == -ECANCELED && status[1] == -ECANCELED && status[2] == 7 && status[3] == -ECANCELED);
    await async_gather(status[0] = own_status(-ECANCELED), status[1] = sleep_status(2));
    CHECK(status[0] == -ECANCELED && status[1] == 0 && async_time() == start + 3 && await async_yield() == 0);
}

// --- 19: shields ---

struct shielded {
    int inside[2], shield, after;
    double end;
};

static async void twice(double seconds, int *status)
{
    status[0] = await async_sleep(seconds);
    status[1] = await async_sleep(seconds);
}

static async void in_shield(struct shielded *s)
{
    s->shield = await async_shield(twice(2, s->inside));
    s->end = async_time();
    s->after = await async_sleep(1);
}

static async void in_bounded_shield(struct shielded *s)
{
    s->shield = await async_shield_for(3, twice(2, s->inside));
    s->end = async_time();
    s->after = await async_sleep(1);
}

static async void cancel_shield(double when)
{
    struct shielded s;
    double start = async_time();
    async_task *task = async_spawn(in_shield(&s));
    await async_sleep(when);
    CHECK(async_cancel(task) == 0);
    await async_join(task);
    CHECK(s.inside[0] == 0 && s.inside[1] == 0 && s.shield == 0 && s.end == start + 4 && s.after == -ECANCELED);

    start = async_time();
    task = async_spawn(in_bounded_shield(&s));
    await async_sleep(when);
    CHECK(async_cancel(task) == 0);
    await async_join(task);
    CHECK(s.inside[0] == 0 && s.inside[1] == -ECANCELED && s.shield == -ETIMEDOUT && s.end == start + 3);
    CHECK(s.after == -ECANCELED);
}

// Shields begin in a marked frame, and what begins inside of them is not marked.
static async void marked_shields(void)
{
    int status[2], value = 0, children[2];
    CHECK(async_cancel(ASYNC_SELF) == 0);
    CHECK(await async_shield(twice(1, status)) == 0 && status[0] == 0 && status[1] == 0);
    CHECK(await async_shield(value = own_status(5)) == 0 && value == 5);
    CHECK(await async_shield_for(1, twice(3, status)) == -ETIMEDOUT && status[0] == -ECANCELED);
    CHECK(await async_shield_for(1, value = own_status(6)) == 0 && value == 6);
    await async_gather(children[0] = sleep_status(1), children[1] = sleep_status(1));
    CHECK(children[0] == -ECANCELED && children[1] == -ECANCELED && await async_yield() == -ECANCELED);
}

// A shield in a shield's time, a timeout in a shield.
static async int late_clean_up(void)
{
    int status = await async_sleep(10), inner[2];
    CHECK(status == -ECANCELED && await async_shield(twice(1, inner)) == 0 && inner[1] == 0);
    CHECK(await async_yield() == -ECANCELED);
    return await async_shield_for(1, status = sleep_status(5)) == -ETIMEDOUT && status == -ECANCELED;
}

static async void nested_shields(void)
{
    double start = async_time();
    int ended = 0, inner[2];
    CHECK(await async_shield_for(1, ended = late_clean_up()) == -ETIMEDOUT && ended == 1);
    CHECK(async_time() == start + 4);
    CHECK(await async_shield(ended = async_timeout(1, twice(3, inner))) == 0 && ended == -ETIMEDOUT);
}

// --- 20: itself, twice, ended, NULL, in clean-up ---

static async int cancels_itself(int *status)
{
    CHECK(async_cancel(ASYNC_SELF) == 0 && async_cancel(ASYNC_SELF) == 0);
    status[0] = await async_yield();
    await async_shield(status[1] = sleep_status(1));
    CHECK(async_cancel(ASYNC_SELF) == 0);
    return await async_sleep(1);
}

static async int cleans_up(int *step)
{
    int status = await async_sleep(10), ended = 1;
    *step = 1;
    await async_shield(ended = sleep_status(1));
    *step = 2;
    CHECK(ended == 0);
    return status;
}

static async void odd_cancels(void)
{
    int status[2], step = 0;
    async_task *task = async_spawn(cancels_itself(status));
    CHECK(await async_join(task) == -ECANCELED && status[0] == -ECANCELED && status[1] == 0);
    CHECK(await async_yield() == 0);
    task = async_spawn(own_status(3));
    await async_sleep(1);
    CHECK(async_finished(task) && async_cancel(task) == -EALREADY && await async_join(task) == 0);
    CHECK(async_cancel(NULL) == -EALREADY && async_finished(NULL) == 1);
    task = async_spawn(cleans_up(&step));
    CHECK(async_cancel(task) == 0);
    await async_yield();
    await async_yield();
    CHECK(step == 1 && async_cancel(task) == 0);
    CHECK(await async_join(task) == -ECANCELED && step == 2);
}

// --- 21: before it is started ---

static async int waits_twice(int *status)
{
    status[0] = await async_sleep(5);
    status[1] = await async_yield();
    return 9;
}

static async void cancel_new(void)
{
    int status[2] = {1, 1};
    async_task *task = async_new(waits_twice(status));
    CHECK(async_cancel(task) == 0 && status[0] == 1 && !async_finished(task));
    CHECK(await async_join(task) == 0 && status[0] == -ECANCELED && status[1] == -ECANCELED);
    CHECK(await async_yield() == 0);
    status[0] = status[1] = 1;
    task = async_new(waits_twice(status));
    CHECK(async_cancel(task) == 0 && async_cancel(task) == 0);
    CHECK(await async_wait_any((async_task *[]){task}, 1) == 0 && status[0] == -ECANCELED);
    CHECK(await async_join(task) == 0);
}

// --- joins: they pass the mark on, and begin in a marked frame; wait_any does neither ---

static async int joiner(async_task *task)
{
    int status = await async_join(task);
    CHECK(await async_yield() == -ECANCELED);
    return status;
}

static async int all_joiner(async_task **tasks)
{
    return await async_join_all(tasks, 2);
}

static async int any_waiter(async_task **tasks)
{
    return await async_wait_any(tasks, 2);
}

static async int join_marked(async_task *task, async_task **tasks)
{
    async_cancel(ASYNC_SELF);
    CHECK(await async_wait_any(tasks, 2) == -ECANCELED && !async_finished(tasks[0]));
    CHECK(await async_join(task) == -ECANCELED);
    return await async_join_all(tasks, 2);
}

static async void cancel_joins(void)
{
    async_task *tasks[2] = {NULL};
    double start = async_time();
    async_task *task = async_spawn(joiner(async_spawn(sleep_status(10))));
    CHECK(async_cancel(task) == 0 && await async_join(task) == -ECANCELED && async_time() == start);

    tasks[0] = async_spawn(own_status(4)), tasks[1] = async_spawn(sleep_status(10));
    task = async_spawn(all_joiner(tasks));
    await async_sleep(1);
    CHECK(async_cancel(task) == 0 && await async_join(task) == -ECANCELED && async_time() == start + 1);

    tasks[0] = async_spawn(sleep_status(10)), tasks[1] = async_spawn(sleep_status(5));
    task = async_spawn(any_waiter(tasks));
    CHECK(async_cancel(task) == 0 && await async_join(task) == -ECANCELED);
    CHECK(await async_wait_any(tasks, 2) == 1 && async_time() == start + 6 && !async_finished(tasks[0]));
    CHECK(await async_join_all(tasks, 2) == 0 && async_time() == start + 11);

    tasks[0] = async_spawn(sleep_status(10)), tasks[1] = async_new(sleep_status(5));
    task = async_spawn(join_marked(async_spawn(sleep_status(5)), tasks));
    CHECK(await async_join(task) == -ECANCELED && async_time() == start + 11);
}

// One of those that a join starts cancels it, so the ones before it are cancelled as well.
static async int cancels(async_task **task)
{
    CHECK(async_cancel(*task) == 0);
    return await async_yield();
}

static async int cancels_then_sleeps(async_task **task)
{
    int a, b;
    await async_gather(a = sleep_status(10), b = cancels(task));
    CHECK(b == 0);
    return a;
}

static async int join_new(async_task **self, int *status)
{
    await async_yield();
    async_task *tasks[] = {async_new(status[0] = sleep_status(10)), async_new(status[1] = cancels(self)),
                           async_new(status[2] = sleep_status(10))};
    return await async_join_all(tasks, 3);
}

static async int join_one(async_task **self, int *status)
{
    await async_yield();
    async_task *task = async_new(*status = cancels_then_sleeps(self));
    return await async_join(task);
}

static async void cancel_join_all(void)
{
    int status[3] = {1, 1, 1};
    double start = async_time();
    async_task *task = async_spawn(join_new(&task, status));
    CHECK(await async_join(task) == -ECANCELED && async_time() == start);
    CHECK(status[0] == -ECANCELED && status[2] == -ECANCELED);
    task = async_spawn(join_one(&task, status));
    CHECK(await async_join(task) == -ECANCELED && status[0] == -ECANCELED && async_time() == start);
}

// The lowest of those that have ended when the waiter has its turn.
static async void wait_for_any(void)
{
    async_task *tasks[] = {async_spawn(sleep_status(2)), async_spawn(sleep_status(1)), async_spawn(sleep_status(1))};
    CHECK(await async_wait_any(tasks, 0) == -EINVAL);
    int first = await async_wait_any(tasks, 3);
    CHECK(seed ? first == 1 || first == 2 : first == 1);
    await async_yield();
    CHECK(await async_wait_any(tasks, 3) == 1);
    CHECK(await async_wait_any((async_task *[]){tasks[0], NULL}, 2) == 1);
    CHECK(await async_join_all(tasks, 3) == 0);
}

// A mark that comes while a task is awaited that was ready already, and in the first step of a task.
static async int first_step(async_task **to, int *status)
{
    async_cancel(*to);
    status[0] = await async_yield();
    return 1;
}

static async int starts_others(int *status)
{
    async_task *self = ASYNC_SELF, *other = async_spawn(first_step(&self, status));
    CHECK(async_repr(self)[0] == '<');
    status[1] = await async_sleep(1); // `other` was given itself, not this task
    return await async_join(other);
}

static async int marks_starter(async_task **to)
{
    CHECK(async_cancel(*to) == 0);
    return await async_yield();
}

static async int spawner(async_task **self, int *status)
{
    await async_yield();
    int inherited = await async_join(async_spawn(marks_starter(self)));
    status[0] = inherited;
    status[1] = await async_sleep(1);
    return 0;
}

static async void cancel_in_first_step(void)
{
    int status[2];
    async_task *task = async_spawn(starts_others(status));
    CHECK(await async_join(task) == 0 && status[0] == -ECANCELED && status[1] == 0);
    task = async_spawn(spawner(&task, status));
    await async_join(task);
    CHECK(status[0] == 0 || status[0] == -ECANCELED); // the child was not marked when it began
    CHECK(status[1] == -ECANCELED);
}

// A task that is spawned in a marked frame is not marked.
static async void spawn_marked(void)
{
    int started = 1;
    async_cancel(ASYNC_SELF);
    async_task *task = async_spawn(sleep_status(1));
    async int object = async_start(sleep_status(1));
    await async_shield(started = sleep_status(2));
    CHECK(started == 0 && async_finished(task) && await async_join(task) == 0);
    CHECK(await object == 0 && await async_yield() == -ECANCELED);
}

// --- a loop that drops its results does not block the thread ---

static async void stubborn(const int *stop, int *rounds)
{
    while (!*stop)
        await async_sleep(100), ++*rounds;
}

static async void refused_rounds(void)
{
    int stop = 0, rounds = 0;
    async_task *task = async_spawn(stubborn(&stop, &rounds));
    CHECK(async_cancel(task) == 0);
    for (int i = 0; i < 5; i++)
        CHECK(await async_yield() == 0);
    CHECK(rounds >= 4);
    await async_sleep(1); // virtual time goes on, too
    stop = 1;
    CHECK(await async_join(task) == 0);
}

static async int all(void)
{
    double start = async_time();
    await cancel_in_sleep();
    await cancel_with_expiry();
    await cancel_gather();
    for (double when = 0; when < 3; when++)
        await cancel_shield(when);
    await async_join(async_spawn(marked_shields()));
    await nested_shields();
    await odd_cancels();
    await cancel_new();
    await cancel_joins();
    await cancel_join_all();
    await wait_for_any();
    await cancel_in_first_step();
    await async_join(async_spawn(spawn_marked()));
    await refused_rounds();
    return async_time() > start;
}

int main(void)
{
    const char *asked = getenv("ASYNCC_SEEDS");
    uint64_t seeds = asked ? strtoul(asked, NULL, 10) : 200;
    for (seed = 0; seed <= seeds; seed++) {
        async_seed(seed);
        for (other_order = 0; other_order < 2; other_order++)
            CHECK(async_run(all()) == 1);
    }
    return 0;
}
