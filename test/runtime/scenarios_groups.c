// Groups: failures, winding down, limits, the order of ends, marks. In both orders and under many schedules.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
#include <asyncc.h>
#include <errno.h>
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

static async int at_once(int value)
{
    return value;
}

// Takes 2 seconds more when it is cancelled.
static async int cleans_up(double seconds)
{
    int status = await async_sleep(seconds), shielded = 1;
    if (status == 0)
        return 1;
    await async_shield(shielded = async_sleep(2));
    CHECK(shielded == 0);
    return status;
}

static async int cancel_at(double seconds, async_task **task)
{
    await async_sleep(seconds);
    return async_cancel(*task);
}

// --- 12: a child fails ---

static async void failure(void)
{
    async_group group = {0};
    int values[4] = {1, 1, 1, 1};
    double start = async_time();
    CHECK(async_group_spawn(&group, values[0] = sleep_value(10, 5)) == 0);
    CHECK(async_group_spawn(&group, values[1] = cleans_up(10)) == 0);
    CHECK(async_group_spawn(&group, values[2] = sleep_value(1, -EIO)) == 0);
    CHECK(async_group_spawn(&group, values[3] = at_once(-ECANCELED)) == 0); // an end, not a failure
    CHECK(await async_group_join(&group) == -EIO && async_time() == start + 3);
    CHECK(values[0] == -ECANCELED && values[1] == -ECANCELED && values[2] == -EIO);
    CHECK(await async_yield() == 0);
    // It is as new.
    CHECK(async_group_spawn(&group, values[0] = sleep_value(1, 5)) == 0);
    CHECK(await async_group_join(&group) == 0 && values[0] == 5);
    CHECK(await async_group_join(&group) == 0 && await async_group_next(&group) == -ENOENT);
    // Two failures: the first in time.
    CHECK(async_group_spawn(&group, sleep_value(2, -ENOENT)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
    CHECK(await async_group_join(&group) == -EIO && async_time() == start + 5);
    // One that fails at once.
    CHECK(async_group_spawn(&group, values[0] = sleep_value(2, 5)) == 0);
    CHECK(async_group_spawn(&group, at_once(-EPERM)) == 0);
    CHECK(async_group_spawn(&group, at_once(0)) == -ECANCELED);
    CHECK(await async_group_join(&group) == -EPERM && values[0] == -ECANCELED && async_time() == start + 5);
}

static async void keep_going(void)
{
    async_group group = {0};
    int value = 1;
    double start = async_time();
    async_group_keep_going(&group);
    for (int i = 0; i < 2; i++) { // the setting stays
        CHECK(async_group_spawn(&group, value = sleep_value(2, 5)) == 0);
        CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
        await async_sleep(1.5);
        CHECK(async_group_spawn(&group, at_once(-EPERM)) == 0);
        CHECK(await async_group_join(&group) == -EIO && value == 5 && async_time() == start + 2 + 2 * i);
    }
}

// --- waits that a failure ends: join when all have ended, next and slot when it is learned ---

static async void failing_waits(void)
{
    async_group group = {0};
    double start = async_time();
    async_group_limit(&group, 2);
    CHECK(async_group_spawn(&group, cleans_up(10)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
    CHECK(async_group_spawn(&group, at_once(1)) == -EAGAIN);
    CHECK(await async_group_slot(&group) == -ECANCELED && async_time() == start + 1);
    CHECK(await async_group_slot(&group) == -ECANCELED); // it winds down
    CHECK(async_group_spawn(&group, at_once(1)) == -ECANCELED);
    CHECK(await async_group_next(&group) == -EIO && async_time() == start + 1);
    CHECK(await async_group_next(&group) == -ECANCELED && async_time() == start + 3);
    CHECK(await async_group_next(&group) == -ENOENT && await async_group_join(&group) == -EIO);

    CHECK(async_group_spawn(&group, cleans_up(10)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
    CHECK(await async_group_next(&group) == -EIO && async_time() == start + 4);
    CHECK(await async_group_join(&group) == -EIO && async_time() == start + 6);
    async_group_limit(&group, 0);
    CHECK(await async_group_slot(&group) == 0);
}

// --- 13: nested groups fail in one turn ---

struct nested {
    int inner, after;
};

static async int inner_group(struct nested *n, double seconds)
{
    async_group group = {0};
    CHECK(async_group_spawn(&group, sleep_value(seconds, -ENOENT)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(10, 1)) == 0);
    n->inner = await async_group_join(&group);
    n->after = await async_sleep(1);
    return n->after;
}

static async void nested_failures(void)
{
    async_group group = {0};
    struct nested n;
    double start = async_time();
    if (other_order)
        CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
    CHECK(async_group_spawn(&group, inner_group(&n, 1)) == 0);
    if (!other_order)
        CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
    CHECK(await async_group_join(&group) == -EIO && async_time() == start + 1);
    CHECK(n.inner == -ENOENT && n.after == -ECANCELED);
    // Only the inner one fails.
    CHECK(async_group_spawn(&group, inner_group(&n, 1)) == 0);
    CHECK(await async_group_join(&group) == 0 && n.inner == -ENOENT && n.after == 0);
    CHECK(async_time() == start + 3);
    // Only the outer one.
    CHECK(async_group_spawn(&group, inner_group(&n, 2)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
    CHECK(await async_group_join(&group) == -EIO && n.inner == -ECANCELED && n.after == -ECANCELED);
    CHECK(async_time() == start + 4);
}

// --- 14: a child cancels its group in its own first step ---

static async int cancels(async_group *group, int *after)
{
    async_group_cancel(group);
    return *after = await async_sleep(1);
}

static async int cancels_and_ends(async_group *group)
{
    async_group_cancel(group);
    return 3;
}

static async void cancel_in_first_step(void)
{
    async_group group = {0};
    int after = 1, value = 1;
    double start = async_time();
    CHECK(async_group_spawn(&group, value = sleep_value(5, 2)) == 0);
    CHECK(async_group_spawn(&group, cancels(&group, &after)) == 0);
    CHECK(async_group_spawn(&group, at_once(1)) == -ECANCELED);
    CHECK(await async_group_join(&group) == 0 && after == -ECANCELED && value == -ECANCELED);
    CHECK(async_group_spawn(&group, cancels(&group, &after)) == 0); // the only one
    CHECK(await async_group_join(&group) == 0 && after == -ECANCELED);
    CHECK(async_group_spawn(&group, cancels_and_ends(&group)) == 0);
    CHECK(async_group_spawn(&group, at_once(1)) == -ECANCELED && await async_group_join(&group) == 0);
    CHECK(async_time() == start);
    // A group without children winds down as well.
    async_group_cancel(&group);
    CHECK(async_group_spawn(&group, at_once(1)) == -ECANCELED && await async_group_slot(&group) == -ECANCELED);
    CHECK(await async_group_join(&group) == 0 && async_group_spawn(&group, at_once(1)) == 0);
    CHECK(await async_group_join(&group) == 0);
}

// --- 15: an outer timeout while a group winds down that has cancelled itself ---

static async int winds_down(int *joined)
{
    async_group group = {0};
    CHECK(async_group_spawn(&group, cleans_up(10)) == 0);
    await async_sleep(1);
    async_group_cancel(&group);
    *joined = await async_group_join(&group);
    return await async_yield();
}

static async void timeout_while_winding_down(void)
{
    int joined = 1, value = 1;
    double start = async_time();
    CHECK(await async_timeout(2, value = winds_down(&joined)) == -ETIMEDOUT && async_time() == start + 3);
    CHECK(joined == -ECANCELED && value == -ECANCELED);
    CHECK(await async_timeout(4, value = winds_down(&joined)) == 0 && joined == 0 && value == 0);
}

// --- 16: no more children while it winds down, or from a marked frame ---

static int called;

static async int call(void)
{
    called++;
    return await async_yield();
}

static async void spawn_marked(async_group *group, int *status)
{
    async_cancel(ASYNC_SELF);
    status[0] = async_group_spawn(group, call());
    status[1] = await async_group_slot(group);
    status[2] = await async_group_next(group);
}

static async void refused_spawns(void)
{
    async_group group = {0};
    int status[3], value = 7;
    called = 0;
    CHECK(async_group_spawn(&group, cleans_up(1)) == 0);
    await async_join(async_spawn(spawn_marked(&group, status)));
    CHECK(status[0] == -ECANCELED && status[1] == -ECANCELED && status[2] == -ECANCELED);
    CHECK(async_group_spawn(&group, call()) == 0 && called == 1); // a mark alone does not wind it down
    await async_sleep(0.5);
    async_group_cancel(&group);
    CHECK(async_group_spawn(&group, value = call()) == -ECANCELED && called == 1 && value == 7);
    CHECK(await async_group_join(&group) == 0);
}

// --- the limit ---

static int running, most;

static async int runs(double seconds)
{
    most = ++running > most ? running : most;
    int status = await async_sleep(seconds);
    running--;
    return status;
}

static async void spawn_some(async_group *group, int count, int *refused)
{
    for (int i = 0; i < count; i++) {
        CHECK(await async_group_slot(group) == 0);
        int status = async_group_spawn(group, runs(1 + i % 3));
        *refused += status == -EAGAIN;
        CHECK(status == 0 || status == -EAGAIN);
        i -= status == -EAGAIN;
    }
}

// Several wait for a place; slot does not keep it for anyone.
static async void limits(void)
{
    async_group group = {0};
    int refused = 0;
    most = running = 0;
    async_group_limit(&group, 3);
    await async_gather(spawn_some(&group, 9, &refused), spawn_some(&group, 9, &refused));
    CHECK(running <= 3 && most == 3);
    CHECK(await async_group_join(&group) == 0 && running == 0);
    for (int i = 0; i < 3; i++)
        CHECK(async_group_spawn(&group, runs(1)) == 0);
    CHECK(async_group_spawn(&group, runs(1)) == -EAGAIN && await async_group_join(&group) == 0);
}

// --- next ---

static async void ends_in_order(void)
{
    async_group group = {0};
    CHECK(await async_group_next(&group) == -ENOENT);
    async_group_keep_going(&group);
    CHECK(async_group_spawn(&group, sleep_value(3, 3)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(1, -1)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(2, -2)) == 0);
    CHECK(async_group_spawn(&group, at_once(-4)) == 0 && async_group_spawn(&group, at_once(-4)) == 0);
    CHECK(async_group_spawn(&group, at_once(0)) == 0);
    await async_sleep(1.5);
    CHECK(await async_group_next(&group) == -4 && await async_group_next(&group) == -4);
    CHECK(await async_group_next(&group) == 0 && await async_group_next(&group) == -1);
    CHECK(await async_group_next(&group) == -2 && await async_group_next(&group) == 0);
    CHECK(await async_group_next(&group) == -ENOENT);
    CHECK(await async_group_join(&group) == -4);
    async_group_discard(&group);
    CHECK(async_group_spawn(&group, at_once(1)) == 0 && await async_group_next(&group) == -EINVAL);
    CHECK(await async_group_join(&group) == 0 && await async_group_next(&group) == -EINVAL);
}

static async int asks(async_group *group, int *value)
{
    return *value = await async_group_next(group);
}

// Several ask: the first in line gets the first end; one that is cancelled takes none.
static async void several_ask(void)
{
    async_group group = {0};
    int values[3] = {1, 1, 1};
    async_group_keep_going(&group);
    CHECK(async_group_spawn(&group, sleep_value(1, -1)) == 0);
    CHECK(async_group_spawn(&group, sleep_value(2, -2)) == 0);
    async_task *tasks[3] = {async_spawn(asks(&group, &values[0]))};
    tasks[1] = async_spawn(asks(&group, &values[1]));
    tasks[2] = async_spawn(asks(&group, &values[2]));
    await async_sleep(0.5);
    CHECK(async_cancel(tasks[0]) == 0);
    await async_join_all(tasks, 3);
    CHECK(values[0] == -ECANCELED && values[1] == -1 && values[2] == -2);
    tasks[0] = async_spawn(asks(&group, &values[0]));
    CHECK(await async_join(tasks[0]) == -ENOENT && await async_group_join(&group) == -1);
    // An end comes and its asker is cancelled, in one turn.
    CHECK(async_group_spawn(&group, sleep_value(1, -5)) == 0);
    tasks[0] = NULL;
    tasks[1] = other_order ? async_spawn(cancel_at(1, &tasks[0])) : NULL;
    tasks[0] = async_spawn(asks(&group, &values[0]));
    if (!other_order)
        tasks[1] = async_spawn(cancel_at(1, &tasks[0]));
    await async_join_all(tasks, 2);
    if (values[0] == -ECANCELED)
        CHECK(await async_group_next(&group) == -5);
    else
        CHECK(values[0] == -5);
    CHECK(await async_group_next(&group) == -ENOENT && await async_group_join(&group) == -5);
}

// --- marks ---

static async void joins(async_group *group, int *status)
{
    status[0] = await async_group_join(group);
    status[1] = await async_yield();
}

static async int spawns_later(async_group *group, int *value)
{
    int shielded;
    await async_shield(shielded = async_sleep(2));
    CHECK(shielded == 0 && async_group_spawn(group, *value = sleep_value(1, 9)) == -ECANCELED); // it is marked itself
    return 0;
}

static async void marked_joins(void)
{
    async_group group = {0};
    int status[2], value = 1, late = 1;
    double start = async_time();
    // The mark reaches the children through the join.
    CHECK(async_group_spawn(&group, value = cleans_up(10)) == 0);
    async_task *task = async_spawn(joins(&group, status));
    await async_sleep(1);
    CHECK(async_cancel(task) == 0 && await async_join(task) == 0);
    CHECK(status[0] == -ECANCELED && status[1] == -ECANCELED && value == -ECANCELED && async_time() == start + 3);
    // One that is spawned by somebody else while a marked frame waits starts marked.
    CHECK(async_group_spawn(&group, spawns_later(&group, &late)) == 0);
    task = async_spawn(joins(&group, status));
    CHECK(async_cancel(task) == 0);
    CHECK(async_group_spawn(&group, value = sleep_value(10, 1)) == 0);
    await async_join(task);
    CHECK(status[0] == -ECANCELED && value == -ECANCELED && late == 1 && async_time() == start + 5);
    // A failure is more than the mark.
    CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0 && async_group_spawn(&group, cleans_up(3)) == 0);
    task = async_spawn(joins(&group, status));
    await async_sleep(1.5);
    CHECK(async_cancel(task) == 0);
    await async_join(task);
    CHECK(status[0] == -EIO && status[1] == -ECANCELED);
    // Without children nobody was reached.
    task = async_new(joins(&group, status));
    CHECK(async_cancel(task) == 0 && await async_join(task) == 0 && status[0] == 0 && status[1] == -ECANCELED);
    // It begins in a marked frame.
    CHECK(async_group_spawn(&group, value = sleep_value(10, 1)) == 0);
    task = async_new(joins(&group, status));
    CHECK(async_cancel(task) == 0 && await async_join(task) == 0);
    CHECK(status[0] == -ECANCELED && value == -ECANCELED);
    // Two wait for the end.
    int other[2];
    CHECK(async_group_spawn(&group, sleep_value(1, -EIO)) == 0);
    task = async_spawn(joins(&group, status));
    async_task *second = async_spawn(joins(&group, other));
    await async_join(task);
    await async_join(second);
    CHECK(status[0] == -EIO && other[0] == -EIO);
}

static async int self_cancels(int *after)
{
    async_cancel(ASYNC_SELF);
    return *after = await async_yield();
}

static async void ends(void)
{
    async_group group = {0};
    int value = 1, after = 1;
    double start = async_time();
    await async_group_end(&group);
    CHECK(async_group_spawn(&group, value = cleans_up(10)) == 0);
    await async_group_end(&group);
    CHECK(value == -ECANCELED && async_time() == start + 2 && async_group_spawn(&group, self_cancels(&after)) == 0);
    CHECK(await async_group_join(&group) == 0 && after == -ECANCELED && await async_yield() == 0);
    // The place of an assignment is settled when the child is spawned, and added to when it ends.
    int sum = 0, places[2] = {0, 0}, *place = places;
    for (int i = 1; i <= 10; i++)
        CHECK(async_group_spawn(&group, sum += sleep_value(i % 3, i)) == 0);
    CHECK(async_group_spawn(&group, *place++ = sleep_value(1, 5)) == 0 && place == places + 1);
    CHECK(await async_group_join(&group) == 0 && sum == 55 && places[0] == 5);
}

// --- scoped groups: however the block is left ---

static async int leaves(int how, int *value)
{
    double start = async_time();
    for (int i = 0; i < 2; i++) {
        ASYNC_SCOPED_GROUP(group);
        *value = 1;
        CHECK(async_group_spawn(&group, *value = cleans_up(1)) == 0);
        if (how == 0)
            break;
        if (how == 1)
            return 1;
        if (how == 2)
            goto out;
        if (how == 3) {
            CHECK(await async_group_join(&group) == 0 && *value == 1);
            continue;
        }
        if (how == 4 && i == 0)
            continue;
    }
out:
    CHECK(*value == (how == 3 ? 1 : -ECANCELED));
    CHECK(async_time() == start + (how == 3 ? 2 : how < 3 ? 2 : 4));
    return 0;
}

static async int scoped_in_marked(int *value)
{
    ASYNC_SCOPED_GROUP(group);
    CHECK(async_group_spawn(&group, *value = cleans_up(10)) == 0);
    return await async_sleep(5);
}

static async void scoped(void)
{
    int value = 1;
    for (int how = 0; how < 6; how++)
        CHECK(await leaves(how, &value) == (how == 1) && value == (how == 3 ? 1 : -ECANCELED));
    double start = async_time();
    async_task *task = async_spawn(scoped_in_marked(&value));
    await async_sleep(1);
    CHECK(async_cancel(task) == 0 && await async_join(task) == -ECANCELED && value == -ECANCELED);
    CHECK(async_time() == start + 3);
    CHECK(await async_timeout(1, scoped_in_marked(&value)) == -ETIMEDOUT && async_time() == start + 6);
    CHECK(await scoped_in_marked(&value) == 0 && value == -ECANCELED && async_time() == start + 13);
}

static async int all(void)
{
    await failure();
    await keep_going();
    await failing_waits();
    await nested_failures();
    await cancel_in_first_step();
    await timeout_while_winding_down();
    await refused_spawns();
    await limits();
    await ends_in_order();
    await several_ask();
    await marked_joins();
    await ends();
    await scoped();
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
