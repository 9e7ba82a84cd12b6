// Random trees of calls that wait, gather, race, time, shield, spawn, group, generate, run and cancel each other. After
// each operator all that it has called has ended; whoever is marked stays so; in the end nothing is left.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -O1 -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O2 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
#include <asyncc/test.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seed, state;
static int detail; // prints what happens: for a person who looks for a fault

static unsigned pick(unsigned count)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % count;
}

static double span(void)
{
    return pick(5) * 0.25;
}

static void fail(int line)
{
    printf("line %d, seed %d\n", line, (int)seed);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

static int live, nested;
static long waits, refused;

// Tasks that anybody may cancel.
enum { SLOTS = 16 };
static async_task *slots[SLOTS];

static async_mutex mutex;
static async_semaphore semaphore;
static async_event event;
static int holders;

// `marked`: this is known to be marked, so each wait gives -ECANCELED.
static async int node(int depth, int marked);
static async int counted(int *count, int depth, int marked);

static int note(int status, int *marked)
{
    CHECK(status == 0 || status == -ECANCELED);
    CHECK(!*marked || status == -ECANCELED);
    waits++;
    refused += status < 0;
    *marked |= status < 0;
    return status;
}

static async int wait_for_event(void)
{
    return await async_event_wait(&event);
}

static async int hold_mutex(void)
{
    int status = await async_mutex_lock(&mutex), after;
    if (status < 0)
        return status;
    CHECK(++holders == 1);
    after = await async_sleep(0.25);
    holders--;
    CHECK((after == 0 || after == -ECANCELED) && async_mutex_unlock(&mutex) == 0);
    return status;
}

static async int hold_unit(void)
{
    int status = await async_semaphore_wait(&semaphore);
    if (status == 0) {
        await async_yield();
        CHECK(async_semaphore_post(&semaphore) == 0);
    }
    return status;
}

// In a nested run somebody outside may hold what is asked for, so these waits are bounded.
static async void wait_once(int *marked)
{
    int status = 1;
    switch (pick(nested ? 5 : 7)) {
    case 0:
        note(await async_sleep(span()), marked);
        break;
    case 1:
        note(await async_yield(), marked);
        break;
    case 2:
        note(await async_sleep_until(async_time() + span() - 0.25), marked);
        break;
    case 3:
        status = await async_timeout(span(), wait_for_event());
        note(status == -ETIMEDOUT ? 0 : status, marked);
        break;
    case 4:
        async_event_set(&event);
        if (pick(2))
            async_event_clear(&event);
        break;
    case 5:
        await hold_mutex();
        break;
    case 6:
        await hold_unit();
        break;
    }
}

static async void many(int depth, int *marked)
{
    int count = 0, a = 1, b = 1, c = 1, status;
    switch (pick(6)) {
    case 0:
        await async_gather(a = counted(&count, depth, *marked), b = counted(&count, depth, *marked));
        break;
    case 1:
        status = await async_race(a = counted(&count, depth, *marked), b = counted(&count, depth, *marked),
                                  c = counted(&count, depth, *marked));
        CHECK(status == -ECANCELED || (status >= 0 && status < 3 && !*marked));
        CHECK(a <= 0 && b <= 0 && c <= 0);
        *marked |= status < 0;
        break;
    case 2:
        status = await async_timeout(span(), a = counted(&count, depth, *marked));
        CHECK(status == -ECANCELED || (!*marked && (status == 0 || status == -ETIMEDOUT)));
        CHECK(a <= 0);
        *marked |= status == -ECANCELED;
        break;
    case 3:
        CHECK(await async_shield(a = counted(&count, depth, 0)) == 0 && a <= 0);
        break;
    case 4:
        status = await async_shield_for(span(), a = counted(&count, depth, 0));
        CHECK((status == 0 || status == -ETIMEDOUT) && a <= 0);
        break;
    case 5:
        await counted(&count, depth, *marked);
        break;
    }
    CHECK(count == 0);
}

static async void in_group(int depth, int *marked)
{
    async_group group = {0};
    int count = 0, status, failing = pick(4) == 0, limit = (int)pick(3), children = (int)pick(5), cancelled = 0;
    async_group_limit(&group, (size_t)limit);
    if (pick(2))
        async_group_keep_going(&group);
    for (int i = 0; i < children; i++) {
        if (limit) {
            status = await async_group_slot(&group);
            CHECK(status == 0 || status == -ECANCELED);
            CHECK(!*marked || status < 0);
        }
        status = async_group_spawn(&group, counted(&count, depth, 0));
        CHECK(status == 0 || status == -ECANCELED || (limit && status == -EAGAIN));
        CHECK(!*marked || status == -ECANCELED);
        CHECK(!limit || count <= limit);
        if (pick(8) == 0)
            await wait_once(marked);
    }
    if (failing && pick(2))
        async_group_cancel(&group), cancelled = 1;
    while (pick(3) && (status = await async_group_next(&group)) != -ENOENT) {
        CHECK(status == 0 || status == -ECANCELED || status == -EIO);
        if (*marked)
            break;
    }
    if (pick(4)) {
        status = await async_group_join(&group);
        CHECK(status == 0 || status == -ECANCELED || status == -EIO);
    } else {
        await async_group_end(&group);
    }
    CHECK(count == 0);
    if (!*marked && cancelled)
        CHECK(async_group_spawn(&group, counted(&count, 0, 0)) <= 0); // as new
    await async_group_end(&group);
    CHECK(count == 0);
}

static async void in_tasks(int depth, int *marked)
{
    async_task *tasks[3];
    int count = 0, status, slot[3];
    for (int i = 0; i < 3; i++) {
        if (pick(2))
            tasks[i] = async_new(counted(&count, depth, 0));
        else
            tasks[i] = async_spawn(counted(&count, depth, 0));
        slot[i] = (int)pick(SLOTS);
        if (slots[slot[i]])
            slot[i] = -1;
        else
            slots[slot[i]] = tasks[i];
    }
    await wait_once(marked);
    if (pick(2)) {
        status = await async_wait_any(tasks, 3);
        CHECK(status == -ECANCELED || (status >= 0 && status < 3 && async_finished(tasks[status])));
        CHECK(!*marked || status < 0);
        *marked |= status < 0;
    }
    for (int i = 0; i < 3; i++)
        if (slot[i] >= 0)
            slots[slot[i]] = NULL;
    if (pick(2)) {
        status = await async_join_all(tasks, 3);
        CHECK(status == 0 || status == -ECANCELED || status == -EIO);
    } else {
        for (int i = 0; i < 3; i++)
            status = await async_join(tasks[i]);
    }
    CHECK(count == 0);
}

static async int produce(int *out, int *count, int depth, int items)
{
    int status = 0, own = 0;
    ++*count;
    for (int i = 0; i < items && status == 0; i++) {
        if (pick(2))
            await counted(&own, depth, 0);
        status = await async_emit(out, i);
        CHECK(status == 0 || status == -ECANCELED);
    }
    CHECK(own == 0);
    --*count;
    return status;
}

static async void in_generator(int depth, int *marked)
{
    async_generator g;
    int x = -1, count = 0, got = 0, status = 1;
    int wanted = (int)pick(4);
    async_generator_start(&g, status = produce(&x, &count, depth, 3));
    while (got < wanted && await async_generator_next(&g) > 0) {
        CHECK(x == got);
        got++;
        if (pick(2))
            await wait_once(marked);
    }
    await async_generator_end(&g);
    CHECK(count == 0 && (status <= 0 || got == 0));
}

// The same by async_for, left in every way.
static async int consume(int *count, int depth, int *marked)
{
    int x = -1, got = 0, status = 1, wanted = (int)pick(5), how = (int)pick(3);
    async_for(status = produce(&x, count, depth, 3))
    {
        CHECK(x == got);
        if (got++ == wanted) {
            if (how == 0)
                break;
            if (how == 1)
                goto out;
            return -EIO;
        }
        if (pick(2))
            await wait_once(marked);
    }
out:
    CHECK(*count == 0 && status <= 0);
    return status;
}

// Groups that are left in every way.
static async int leave_group(int *count, int depth, int *marked)
{
    for (int i = 0; i < 3; i++) {
        CHECK(*count == 0);
        ASYNC_SCOPED_GROUP(group);
        for (unsigned children = pick(4); children; children--) {
            int status = async_group_spawn(&group, counted(count, depth, 0));
            CHECK(status == 0 || status == -ECANCELED || status == -EIO);
            CHECK(!*marked || status == -ECANCELED);
        }
        if (pick(3) == 0)
            continue;
        await wait_once(marked);
        if (pick(4) == 0)
            return 1;
        if (pick(4) == 0)
            break;
        if (pick(2))
            CHECK(await async_group_join(&group) <= 0);
    }
    CHECK(*count == 0);
    return 0;
}

static async void in_scopes(int depth, int *marked)
{
    int count = 0;
    if (pick(2))
        await consume(&count, depth, marked);
    else
        await leave_group(&count, depth, marked);
    CHECK(count == 0);
}

static void cancel_somebody(void)
{
    async_task *task = slots[pick(SLOTS)];
    if (pick(10) == 0)
        CHECK(async_cancel(ASYNC_SELF) == 0);
    else if (task && !async_finished(task))
        CHECK(async_cancel(task) == 0);
}

static async int node(int depth, int marked)
{
    live++;
    int steps = 2 + (int)pick(3), status;
    for (int i = 0; i < steps; i++) {
        unsigned what = pick(depth > 0 ? 13 : 4);
        if (what < 3) {
            await wait_once(&marked);
        } else if (what == 3) {
            cancel_somebody();
        } else if (what < 7) {
            await many(depth - 1, &marked);
        } else if (what < 9) {
            await in_group(depth - 1, &marked);
        } else if (what == 9) {
            await in_tasks(depth - 1, &marked);
        } else if (what == 10) {
            await in_generator(depth - 1, &marked);
        } else if (what == 11) {
            await in_scopes(depth - 1, &marked);
        } else if (depth <= 2 || pick(2)) {
            nested++;
            status = async_run(node(depth - 1, 0));
            CHECK(status <= 0);
            nested--;
        } else {
            async_detach(async_spawn(node(depth - 1, 0)));
        }
    }
    live--;
    return marked ? -ECANCELED : pick(8) ? 0 : -EIO;
}

static async int counted(int *count, int depth, int marked)
{
    ++*count;
    int status = await node(depth, marked);
    --*count;
    return status;
}

// The same tree again and again, cancelled at each of its waits.
static async int tree(void)
{
    state = seed * 0x9e3779b97f4a7c15u + 1;
    return await node(3, 0);
}

int main(int count, char **arguments)
{
    const char *asked = getenv("ASYNCC_SEEDS");
    uint64_t first = 1, seeds = asked ? strtoul(asked, NULL, 10) * 10 : 2000;
    if (count > 1)
        first = seeds = strtoul(arguments[1], NULL, 10), detail = 1;
    for (seed = first; seed <= seeds; seed++) {
        state = seed * 0x9e3779b97f4a7c15u + 1;
        async_semaphore_init(&semaphore, 2);
        async_seed(seed % 2 ? seed : 0);
        int status = async_run(node(4, 0));
        async_stats stats;
        async_get_stats(&stats);
        CHECK(status <= 0 && live == 0 && holders == 0 && nested == 0);
        CHECK(stats.tasks == 0 && stats.frames == 0 && stats.timers == 0);
        CHECK(async_mutex_trylock(&mutex) == 0 && async_mutex_unlock(&mutex) == 0);
        CHECK(async_semaphore_trywait(&semaphore) == 0 && async_semaphore_trywait(&semaphore) == 0);
        async_semaphore_init(&semaphore, 2);
        if (seed % 16 == 0)
            CHECK(async_test_each_wait(tree) > 0 && live == 0);
    }
    if (detail || refused < 100 || waits < 1000)
        printf("%ld waits, %ld refused\n", waits, refused);
    return 0;
}
