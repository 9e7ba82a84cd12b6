// async_run inside of a task: its tasks and those of the outer run wake and cancel each other; what is ready meanwhile
// in the outer one runs afterwards. Under many schedules.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
#include <asyncc.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seed;
static int outer_runs; // the inner run is not the first one in it

static void fail(int line)
{
    printf("line %d, seed %d, order %d\n", line, (int)seed, outer_runs);
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

// --- an inner run wakes a frame of the outer one, in its last round and before ---

static async_event event;
static async_mutex mutex;
static async_queue queue;
static int steps;

static async int waits_for_event(void)
{
    int status = await async_event_wait(&event);
    steps++;
    return status;
}

static async int waits_for_mutex(void)
{
    int status = await async_mutex_lock(&mutex);
    steps++;
    return status;
}

static async int waits_for_item(void)
{
    int item = 0, status = await async_queue_get(&queue, &item);
    steps++;
    return status < 0 ? status : item;
}

static async int wakes(int early)
{
    int item = 7;
    if (!early)
        await async_sleep(1);
    async_event_set(&event);
    async_mutex_unlock(&mutex);
    CHECK(await async_queue_put(&queue, &item) == 0);
    if (early)
        await async_sleep(1);
    CHECK(steps == 0); // the outer tasks stand still
    return 3;
}

static async void wake_outer(int early)
{
    int values[3] = {1, 1, 1};
    event = (async_event){0};
    steps = 0;
    async_queue_init(&queue, sizeof(int), 1);
    CHECK(async_mutex_trylock(&mutex) == 0);
    async_task *tasks[] = {async_spawn(values[0] = waits_for_event()), async_spawn(values[1] = waits_for_mutex()),
                           async_spawn(values[2] = waits_for_item())};
    await async_yield();
    CHECK(async_run(wakes(early)) == 3 && steps == 0 && !async_finished(tasks[0]));
    CHECK(await async_join_all(tasks, 3) == 0 && steps == 3 && values[0] == 0 && values[1] == 0 && values[2] == 7);
    CHECK(async_mutex_unlock(&mutex) == 0);
    async_queue_abort(&queue);
}

// --- an inner run cancels a sleeper of the outer one ---

static async int cancels(async_task *task)
{
    await async_sleep(1);
    CHECK(async_cancel(task) == 0);
    return await async_sleep(1);
}

static async void cancel_outer(void)
{
    int values[2] = {1, 1};
    double start = async_time();
    async_task *tasks[] = {async_spawn(values[0] = sleep_value(100, 1)), async_spawn(values[1] = sleep_value(4, 2))};
    CHECK(async_run(cancels(tasks[0])) == 0 && !async_finished(tasks[0]));
    CHECK(await async_join_all(tasks, 2) == -ECANCELED && values[0] == -ECANCELED && values[1] == 2);
    CHECK(async_time() == start + 4);
}

// The task in whose step the inner run is: its next wait finds the mark, the inner run does not.
static async int runs_and_is_cancelled(async_task **self)
{
    await async_yield();
    CHECK(async_run(cancels(*self)) == 0);
    return await async_yield();
}

static async int runs_in_first_step(void)
{
    int value = async_run(sleep_value(1, 5));
    CHECK(value == 5);
    return await async_yield();
}

static async void cancel_around(void)
{
    async_task *task = async_spawn(runs_and_is_cancelled(&task));
    CHECK(await async_join(task) == -ECANCELED);
    task = async_new(runs_in_first_step());
    CHECK(async_cancel(task) == 0 && await async_join(task) == -ECANCELED);
}

// --- outer deadlines and sleepers that are due in an inner run ---

static async int sleeps_inside(double seconds)
{
    await async_yield();
    CHECK(async_run(sleep_value(seconds, 5)) == 5);
    return await async_sleep(1);
}

static async void time_goes_on(void)
{
    int value = 1;
    double start = async_time();
    async_task *task = async_spawn(sleep_value(2, 6));
    CHECK(await async_timeout(3, value = sleeps_inside(5)) == -ETIMEDOUT && value == -ECANCELED);
    CHECK(async_time() == start + 5 && await async_join(task) == 0);
    CHECK(await async_timeout(6, value = sleeps_inside(5)) == 0 && value == 0);
}

// --- what is left of an inner run is cancelled, and nothing else ---

static async void leaves_none(int *status)
{
    *status = await async_sleep(50);
}

static async int leaves(int *status, async_group *group)
{
    async_detach(async_spawn(leaves_none(status)));
    CHECK(async_group_spawn(group, status[1] = sleep_value(60, 1)) == 0);
    return await async_sleep(1);
}

static async void end_of_inner(void)
{
    async_group group = {0}, own = {0};
    int status[2] = {1, 1}, value = 1, other = 1;
    double start = async_time();
    CHECK(async_group_spawn(&own, other = sleep_value(3, 2)) == 0);
    async_task *task = async_spawn(value = sleep_value(2, 6));
    CHECK(async_run(leaves(status, &group)) == 0 && status[0] == -ECANCELED && status[1] == -ECANCELED);
    CHECK(async_time() == start + 1 && await async_group_join(&group) == 0);
    CHECK(await async_join(task) == 0 && value == 6 && await async_group_join(&own) == 0 && other == 2);
}

// The end of a child in an inner run wakes those who wait for the group in the outer one.
static async int joins(async_group *group)
{
    return await async_group_join(group);
}

static async int spawns_into(async_group *group)
{
    CHECK(async_group_spawn(group, sleep_value(1, -EIO)) == 0);
    return await async_sleep(2);
}

static async void group_across(void)
{
    async_group group = {0};
    int value = 1;
    CHECK(async_group_spawn(&group, value = sleep_value(9, 1)) == 0);
    async_task *task = async_spawn(joins(&group));
    CHECK(async_run(spawns_into(&group)) == 0 && value == 1);
    CHECK(await async_join(task) == -EIO && value == -ECANCELED);
}

// --- marks in the first step of what runs inside: frames that no other waits for yet ---

static async int cancels_self(double seconds)
{
    if (seconds > 0)
        await async_sleep(seconds);
    async_cancel(ASYNC_SELF);
    return await async_sleep(1);
}

static async int gathers(double seconds)
{
    int values[3];
    await async_gather(values[0] = sleep_value(20, 1), values[1] = sleep_value(30, 2),
                       values[2] = cancels_self(seconds));
    CHECK(values[0] == -ECANCELED && values[1] == -ECANCELED && values[2] == -ECANCELED);
    return -3;
}

static async int nested_gathers(double seconds)
{
    int a, b;
    await async_gather(a = sleep_value(25, 1), b = gathers(seconds));
    CHECK(a == -ECANCELED && b == -3);
    return -4;
}

static async int races(double seconds)
{
    int a, b, c;
    CHECK(await async_race(a = sleep_value(20, 1), b = sleep_value(30, 2), c = at_once(3)) == 2);
    CHECK(a == -ECANCELED && b == -ECANCELED && c == 3);
    CHECK(await async_race(a = sleep_value(20, 1), b = gathers(seconds)) == -ECANCELED);
    CHECK(a == -ECANCELED && b == -3);
    return -5;
}

static async int times(double seconds)
{
    int value;
    CHECK(await async_timeout(40, value = nested_gathers(seconds)) == -ECANCELED && value == -4);
    return -6;
}

static async int object(double seconds)
{
    async int o = nested_gathers(seconds);
    return await o == -4 ? -7 : 0;
}

static async int spawns(double seconds)
{
    return await async_join(async_spawn(nested_gathers(seconds)));
}

static async int joins_all(double seconds)
{
    async_task *tasks[] = {async_new(sleep_value(20, 1)), async_new(sleep_value(20, 1)), NULL};
    async_task *self = ASYNC_SELF;
    (void)self;
    tasks[2] = async_spawn(nested_gathers(seconds));
    return await async_join_all(tasks + 2, 1) == -4 && await async_join_all(tasks, 2) == 0 ? -8 : 0;
}

static async int first_steps(double seconds)
{
    CHECK(await async_join(async_spawn(nested_gathers(seconds))) == -4);
    CHECK(await async_join(async_spawn(races(seconds))) == -5);
    CHECK(await async_join(async_spawn(times(seconds))) == -6);
    CHECK(await async_join(async_spawn(object(seconds))) == -7);
    CHECK(await async_join(async_spawn(spawns(seconds))) == -4);
    CHECK(await async_join(async_spawn(joins_all(seconds))) == -8);
    return 1;
}

// --- an inner run in the first step of a callee, while others of the same await have begun ---

static async_event inner_event;
static int woken;

static async int waits_inside(void)
{
    int status = await async_event_wait(&inner_event);
    woken++;
    return status;
}

static async int sets_inside(double seconds)
{
    if (seconds > 0)
        await async_sleep(seconds);
    async_event_set(&inner_event);
    await async_sleep(1);
    CHECK(woken == 0);
    return 2;
}

static async int runs_inside(double seconds)
{
    CHECK(async_run(sets_inside(seconds)) == 2 && woken == 0);
    return 3;
}

static async int passes_on(int value)
{
    CHECK(await waits_inside() == 0);
    return value;
}

static async void begun_before(double seconds)
{
    int a, b;
    inner_event = (async_event){0}, woken = 0;
    await async_gather(a = passes_on(5), b = runs_inside(seconds));
    CHECK(a == 5 && b == 3 && woken == 1);
    inner_event = (async_event){0}, woken = 0;
    CHECK(await async_race(a = passes_on(5), b = runs_inside(seconds)) == 1 && b == 3 && a <= 5 && woken == 1);
    inner_event = (async_event){0}, woken = 0;
    async_task *tasks[] = {async_new(a = passes_on(5)), async_new(b = runs_inside(seconds))};
    CHECK(await async_join_all(tasks, 2) == 0 && a == 5 && b == 3);
    inner_event = (async_event){0}, woken = 0;
    async_group group = {0};
    CHECK(async_group_spawn(&group, a = passes_on(6)) == 0 && async_group_spawn(&group, b = runs_inside(seconds)) == 0);
    CHECK(woken == 0 && await async_group_join(&group) == 0 && a == 6 && b == 3);
}

// --- several levels, again and again ---

static async int levels(int depth)
{
    int value = 1;
    async_task *task = async_spawn(value = sleep_value(1, depth));
    if (depth)
        CHECK(async_run(levels(depth - 1)) == depth - 1);
    CHECK(await async_join(task) == 0 && value == depth && await async_yield() == 0);
    if (depth)
        CHECK(async_run(levels(depth - 1)) == depth - 1);
    return depth;
}

static async int all(void)
{
    if (outer_runs)
        CHECK(async_run(sleep_value(1, 1)) == 1);
    for (int early = 0; early < 2; early++)
        await wake_outer(early);
    await cancel_outer();
    await cancel_around();
    await time_goes_on();
    await end_of_inner();
    await group_across();
    for (double seconds = 0; seconds < 2; seconds++) {
        CHECK(await first_steps(seconds) == 1);
        CHECK(async_run(first_steps(seconds)) == 1);
    }
    for (double seconds = 0; seconds < 2; seconds++)
        await begun_before(seconds);
    CHECK(await levels(3) == 3);
    return 1;
}

static async int inside(void)
{
    int value = async_run(all());
    await async_yield();
    return value;
}

int main(void)
{
    const char *asked = getenv("ASYNCC_SEEDS");
    uint64_t seeds = asked ? strtoul(asked, NULL, 10) : 200;
    for (seed = 0; seed <= seeds; seed++) {
        async_seed(seed);
        for (outer_runs = 0; outer_runs < 2; outer_runs++)
            CHECK((outer_runs ? async_run(inside()) : async_run(all())) == 1);
    }
    return 0;
}
