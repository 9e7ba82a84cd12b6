// Timeouts and races: what comes in one turn, in both orders and under many schedules.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
#include <asyncc.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seed;
static int other_order;

static void fail(int line)
{
    printf("line %d, seed %d, order %d\n", line, (int)seed, other_order);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

static async int sleep_value(double seconds, int value)
{
    int status = await async_sleep(seconds);
    return status < 0 ? status : value;
}

static async int sleep_twice(double seconds)
{
    int status = await async_sleep(seconds);
    return status < 0 ? status : await async_yield();
}

static async int at_once(int value)
{
    return value;
}

static async int cancel_at(double seconds, async_task **task)
{
    await async_sleep(seconds);
    return async_cancel(*task);
}

static async int set_at(double seconds, async_event *event)
{
    await async_sleep(seconds);
    async_event_set(event);
    return 0;
}

// Takes 2 seconds more when it is cancelled.
static async int cleans_up(double seconds)
{
    int status = await async_sleep(seconds), shielded = 1;
    if (status == 0)
        return 1;
    await async_shield(shielded = async_sleep(2));
    CHECK(shielded == 0 && await async_yield() == -ECANCELED);
    return status;
}

// --- 7: the deadline's own turn ---

static async int waits_for(async_event *event)
{
    return await async_event_wait(event);
}

static async int gathers(double seconds)
{
    int a, b;
    await async_gather(a = sleep_value(seconds, 1), b = sleep_value(seconds, 2));
    return a < 0 ? a : b;
}

static async void deadline_with_end(void)
{
    int value = 1;
    async_event event = {0};
    CHECK(await async_timeout(1, value = sleep_value(1, 7)) == 0 && value == 7);
    CHECK(await async_timeout_at(async_time() + 1, value = sleep_value(1, 8)) == 0 && value == 8);
    CHECK(await async_timeout(1, value += sleep_value(1, 8)) == 0 && value == 16);
    CHECK(await async_timeout(1, value = gathers(1)) == 0 && value == 2);
    CHECK(await async_timeout(1, value = sleep_twice(1)) == -ETIMEDOUT && value == -ECANCELED);
    CHECK(await async_timeout(2, value = sleep_twice(1)) == 0 && value == 0);
    CHECK(await async_timeout(1, value = sleep_value(2, 8)) == -ETIMEDOUT && value == -ECANCELED);
    async_task *task = other_order ? NULL : async_spawn(set_at(1, &event));
    async_task *timed = async_spawn(waits_for(&event));
    int status = await async_timeout(1, value = waits_for(&event));
    CHECK(status == -ETIMEDOUT && value == -ECANCELED); // the setter is only ready when the deadline comes
    if (!task)
        async_event_set(&event);
    else
        CHECK(await async_join(task) == 0);
    CHECK(await async_join(timed) == 0 && await async_yield() == 0);
}

// One of several waits below the call was cancelled by the deadline.
static async int group_child(async_group *group, double seconds, int *value)
{
    int status = async_group_spawn(group, *value = sleep_value(seconds, 3));
    return status;
}

static async int joins_group(int *value)
{
    async_group group = {0};
    await group_child(&group, 5, value);
    return await async_group_join(&group);
}

static async int gathers_group(int *value)
{
    int own = 0, joined = 0;
    await async_gather(own = sleep_value(1, 4), joined = joins_group(value));
    CHECK(own == 4 && joined == -ECANCELED);
    return own;
}

static async void deadline_below(void)
{
    int value = 1, result = 0;
    CHECK(await async_timeout(1, result = gathers_group(&value)) == -ETIMEDOUT);
    CHECK(result == 4 && value == -ECANCELED);
}

// --- 8: slow clean-up ---

static async void slow_clean_up(void)
{
    int value = 1;
    double start = async_time();
    CHECK(await async_timeout(1, value = cleans_up(10)) == -ETIMEDOUT && value == -ECANCELED);
    CHECK(async_time() == start + 3 && await async_yield() == 0);
}

// --- 9: the outer cancellation before, with and after the inner deadline ---

struct timed {
    int status, value, after;
};

static async void timed(struct timed *t)
{
    t->value = 1;
    t->status = await async_timeout(1, t->value = cleans_up(10));
    t->after = await async_yield();
}

static async void outer_cancel(double when)
{
    struct timed t;
    double start = async_time();
    async_task *task = NULL, *other = NULL;
    if (other_order)
        other = async_spawn(cancel_at(when, &task));
    task = async_spawn(timed(&t));
    if (!other_order)
        other = async_spawn(cancel_at(when, &task));
    CHECK(await async_join(task) == 0 && await async_join(other) == 0);
    CHECK(t.status == -ECANCELED && t.value == -ECANCELED && t.after == -ECANCELED);
    CHECK(async_time() == start + (when < 1 ? when : 1) + 2);
}

// In the turn in which the timeout returns.
static async void outer_cancel_at_end(void)
{
    struct timed t;
    async_task *task = NULL, *other = NULL;
    if (other_order)
        other = async_spawn(cancel_at(3, &task));
    task = async_spawn(timed(&t));
    if (!other_order)
        other = async_spawn(cancel_at(3, &task));
    CHECK(await async_join(task) == 0 && await async_join(other) <= 0 && t.value == -ECANCELED);
    CHECK((t.status == -ECANCELED || t.status == -ETIMEDOUT) && t.after <= 0);
}

// --- 10: a time of 0; a time in the past; a marked caller ---

static async int first_wait(int *status)
{
    status[0] = 0;
    status[0] = await async_sleep(1);
    status[1] = await async_sleep(1);
    return 3;
}

static async void no_time(void)
{
    int status[2], value = 1;
    double start = async_time();
    for (int i = 0; i < 4; i++) {
        double seconds = (double[]){0, -1, -INFINITY, NAN}[i];
        CHECK(await async_timeout(seconds, value = first_wait(status)) == -ETIMEDOUT && value == 3);
        CHECK(status[0] == -ECANCELED && status[1] == -ECANCELED);
    }
    CHECK(await async_timeout(0, value = at_once(8)) == 0 && value == 8);
    CHECK(await async_timeout(0, async_yield()) == 0);
    CHECK(await async_timeout_at(start - 1, value = first_wait(status)) == -ETIMEDOUT && value == 3);
    CHECK(await async_shield_for(0, value = first_wait(status)) == -ETIMEDOUT && value == 3);
    CHECK(async_time() == start);
    CHECK(await async_timeout(INFINITY, value = sleep_value(100, 5)) == 0 && value == 5);
    CHECK(async_time() == start + 100);
}

static async void no_time_marked(void)
{
    int status[2], value = 1, other = 1;
    double start = async_time();
    async_cancel(ASYNC_SELF);
    CHECK(await async_timeout(0, value = first_wait(status)) == -ECANCELED && value == 3 && status[0] == -ECANCELED);
    CHECK(await async_timeout(5, value = sleep_value(1, 3)) == -ECANCELED && value == -ECANCELED);
    CHECK(await async_timeout(5, value = at_once(4)) == -ECANCELED && value == 4);
    CHECK(await async_timeout_at(0, value = at_once(5)) == -ECANCELED && value == 5);
    CHECK(await async_timeout(5, value = cleans_up(1)) == -ECANCELED && async_time() == start + 2);
    CHECK(await async_race(value = sleep_value(1, 3), other = at_once(6)) == -ECANCELED);
    CHECK(value == -ECANCELED && other == 6);
}

// --- 11: nested deadlines ---

static async int inner_timeout(double seconds, double sleeps, int *status)
{
    return *status = await async_timeout(seconds, sleep_value(sleeps, 1));
}

static async int middle_timeout(double seconds, int *inner, int *status)
{
    return *status = await async_timeout(seconds, inner_timeout(seconds, 10, inner));
}

static async void nested_deadlines(void)
{
    int value = 1, inner = 1, middle = 1;
    CHECK(await async_timeout(1, value = inner_timeout(1, 10, &inner)) == -ETIMEDOUT && inner == -ECANCELED);
    CHECK(value == -ECANCELED);
    CHECK(await async_timeout(1, middle_timeout(1, &inner, &middle)) == -ETIMEDOUT);
    CHECK(inner == -ECANCELED && middle == -ECANCELED);
    CHECK(await async_timeout(2, inner_timeout(1, 10, &inner)) == 0 && inner == -ETIMEDOUT);
    CHECK(await async_timeout(1, inner_timeout(2, 10, &inner)) == -ETIMEDOUT && inner == -ECANCELED);
    CHECK(await async_timeout(1, inner_timeout(1, 1, &inner)) == -ETIMEDOUT && inner == -ECANCELED);
    CHECK(await async_timeout(2, inner_timeout(1, 1, &inner)) == 0 && inner == 0);
}

// --- 17: races ---

static async int wakes_with(async_event *event, int value)
{
    int status = await async_event_wait(event);
    return status < 0 ? status : value;
}

static int open_count;

static async int opens(double seconds)
{
    int status = await async_sleep(seconds);
    if (status < 0)
        return status;
    return ++open_count;
}

static async void races(void)
{
    int a = 0, b = 0, c = 0;
    async_event event = {0};
    double start = async_time();
    // Both are ready in one turn: both have values, and one has won.
    open_count = 0;
    int winner = await async_race(a = opens(1), b = opens(1), c = opens(2));
    CHECK((winner == 0 && a == 1) || (winner == 1 && b == 1));
    CHECK(open_count == 2 && a + b == 3 && c == -ECANCELED && async_time() == start + 1);

    async_task *setter = async_spawn(set_at(1, &event));
    winner = await async_race(a = wakes_with(&event, 5), b = wakes_with(&event, 6));
    CHECK((winner == 0 || winner == 1) && a == 5 && b == 6 && await async_join(setter) == 0);

    CHECK(await async_race(a = sleep_value(3, 1), b = sleep_value(2, 2), c = cleans_up(9)) == 1);
    CHECK(a == -ECANCELED && b == 2 && c == -ECANCELED && async_time() == start + 6);

    // One that ends at once: those after it are called under the mark, those before it get it.
    CHECK(await async_race(a = cleans_up(9), b = at_once(4), c = cleans_up(9)) == 1);
    CHECK(a == -ECANCELED && b == 4 && c == -ECANCELED && async_time() == start + 8);
    CHECK(await async_race(a = at_once(1), b = at_once(2)) == 0 && a == 1 && b == 2);
    CHECK(await async_race(a = at_once(-3), b = sleep_value(1, 2)) == 0 && a == -3 && b == -ECANCELED);
    CHECK(await async_race(a = sleep_value(1, 2)) == 0 && a == 2);
    CHECK(await async_yield() == 0);
}

struct raced {
    int winner, values[3], after;
};

static async void race_cancelled(struct raced *r)
{
    r->winner =
        await async_race(r->values[0] = cleans_up(5), r->values[1] = cleans_up(3), r->values[2] = sleep_value(1, 9));
    r->after = await async_yield();
}

static async void cancel_race(double when)
{
    struct raced r;
    async_task *task = NULL, *other = NULL;
    if (other_order)
        other = async_spawn(cancel_at(when, &task));
    task = async_spawn(race_cancelled(&r));
    if (!other_order)
        other = async_spawn(cancel_at(when, &task));
    CHECK(await async_join(task) == 0 && await async_join(other) == 0);
    CHECK(r.values[0] == -ECANCELED && r.values[1] == -ECANCELED && r.after == -ECANCELED);
    if (when < 1)
        CHECK(r.winner == -ECANCELED && r.values[2] == -ECANCELED);
    else if (when > 1)
        CHECK(r.winner == 2 && r.values[2] == 9);
    else
        CHECK((r.winner == 2 || r.winner == -ECANCELED) && r.values[2] == 9);
}

// A call that cancels the task that races.
static async int cancels(async_task *task)
{
    CHECK(async_cancel(task) == 0);
    return await async_yield();
}

static async void race_marked_inside(int *status)
{
    int a = 1, b = 1;
    status[0] = await async_race(a = cleans_up(5), b = cancels(ASYNC_SELF));
    status[1] = await async_yield();
    CHECK(a == -ECANCELED && b == -ECANCELED);
}

static async void timeout_marked_inside(int *status)
{
    int a = 1;
    status[0] = await async_timeout(5, a = cancels(ASYNC_SELF));
    status[1] = await async_yield();
    CHECK(a == -ECANCELED);
}

static async void marked_inside(void)
{
    int status[2];
    await async_join(async_spawn(race_marked_inside(status)));
    CHECK(status[0] == -ECANCELED && status[1] == -ECANCELED);
    await async_join(async_spawn(timeout_marked_inside(status)));
    CHECK(status[0] == -ECANCELED && status[1] == -ECANCELED);
}

// Races and timeouts in each other.
static async int race_in_timeout(int *winner)
{
    int a, b;
    *winner = await async_race(a = sleep_value(1, 1), b = sleep_value(1, 2));
    CHECK(a != 0 && b != 0);
    return *winner;
}

static async int timeout_in_race(double seconds, double sleeps)
{
    int value;
    int status = await async_timeout(seconds, value = sleep_value(sleeps, 4));
    return status < 0 ? status : value;
}

static async void nested(void)
{
    int winner = -1, a, b;
    CHECK(await async_timeout(2, race_in_timeout(&winner)) == 0 && (winner == 0 || winner == 1));
    CHECK(await async_timeout(0.5, race_in_timeout(&winner)) == -ETIMEDOUT && winner == -ECANCELED);
    CHECK(await async_race(a = timeout_in_race(1, 2), b = timeout_in_race(3, 2)) == 0);
    CHECK(a == -ETIMEDOUT && b == -ECANCELED);
    CHECK(await async_race(a = timeout_in_race(5, 2), b = timeout_in_race(3, 1)) == 1 && a == -ECANCELED && b == 4);
}

static async int all(void)
{
    await deadline_with_end();
    await deadline_below();
    await slow_clean_up();
    for (int i = 0; i < 5; i++)
        await outer_cancel((double[]){0, 0.5, 1, 1.5, 2.5}[i]);
    await outer_cancel_at_end();
    await no_time();
    await async_join(async_spawn(no_time_marked()));
    await nested_deadlines();
    await races();
    for (double when = 0; when < 2.5; when += 0.5)
        await cancel_race(when);
    await marked_inside();
    await nested();
    return 1;
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
