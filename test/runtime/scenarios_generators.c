// Generators: how they end, where marks go, helpers, recursion, misuse. Under many schedules.
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

static int alive; // producers that have not ended

// Emits 0 … n - 1, with a wait before each, and takes a second to clean up.
static async int count(int *out, int n, double seconds)
{
    int status = 0, shielded = 0;
    alive++;
    for (int i = 0; i < n && status == 0; i++) {
        if (seconds > 0)
            status = await async_sleep(seconds);
        if (status == 0)
            status = await async_emit(out, i);
    }
    await async_shield(shielded = async_sleep(1));
    CHECK(shielded == 0);
    alive--;
    return status < 0 ? status : n;
}

// --- to the end, and not to the end ---

static async void to_the_end(double seconds)
{
    async_generator g;
    int x = -1, status = 1, next, expected = 0;
    double start = async_time();
    async_generator_start(&g, status = count(&x, 5, seconds));
    CHECK(alive == 0); // it has not begun
    while ((next = await async_generator_next(&g)) > 0)
        CHECK(x == expected++);
    CHECK(next == 0 && expected == 5 && status == 5 && alive == 0 && async_time() == start + 5 * seconds + 1);
    CHECK(await async_generator_next(&g) == 0);
    await async_generator_end(&g);
    await async_generator_end(&g);
}

// What break and return do: the producer is cancelled in its emit, and waited for.
static async void not_to_the_end(double seconds)
{
    async_generator g;
    int x = -1, status = 1;
    double start = async_time();
    async_generator_start(&g, status = count(&x, 5, seconds));
    CHECK(await async_generator_next(&g) == 1 && await async_generator_next(&g) == 1 && x == 1 && alive == 1);
    x = 77;
    await async_generator_end(&g);
    CHECK(status == -ECANCELED && x == 77 && alive == 0 && async_time() == start + 2 * seconds + 1);
    CHECK(await async_generator_next(&g) == 0);
    // Before it has begun: it is not called.
    status = 1;
    async_generator_start(&g, status = count(&x, 5, seconds));
    await async_generator_end(&g);
    CHECK(status == 1 && alive == 0);
}

// --- async_for, left in every way: the producer has ended when control is outside ---

static async int returns(int *status)
{
    int x;
    async_for(*status = count(&x, 5, 1)) if (x == 2) return 10 + x; // computed before the producer ends
    return -1;
}

static async void loops(void)
{
    int x, y, status = 1, inner = 1, got = 0;
    double start = async_time();
    async_for(status = count(&x, 3, 1))
    {
        if (x == 1)
            continue;
        got += 1 + x;
    }
    CHECK(got == 4 && status == 3 && alive == 0 && async_time() == start + 4);
    async_for(status = count(&x, 3, 1)) if (x == 1) break;
    CHECK(status == -ECANCELED && alive == 0 && async_time() == start + 7);
    async_for(status = count(&x, 3, 0)) if (x == 1) goto out;
out:
    CHECK(status == -ECANCELED && alive == 0 && async_time() == start + 8);
    CHECK(await returns(&status) == 12 && status == -ECANCELED && alive == 0 && async_time() == start + 12);
    // One in another, both left at once, the inner one first.
    async_for(status = count(&x, 3, 1)) async_for(inner = count(&y, 3, 1)) if (y == x) goto both;
both:
    CHECK(x == 0 && y == 0 && inner == -ECANCELED && status == -ECANCELED && alive == 0);
    CHECK(async_time() == start + 16);
    async_for(count(&x, 2, 0)) CHECK(alive == 1);
    CHECK(alive == 0);
}

static async void loop_cancelled(int *status, int *after)
{
    int x, producer = 1;
    async_for(producer = count(&x, 9, 1)) *status = x;
    *after = await async_yield();
    CHECK(producer == -ECANCELED && alive == 0);
}

static async void cancel_loop(void)
{
    int status = 0, after = 1;
    async_task *task = async_spawn(loop_cancelled(&status, &after));
    await async_sleep(3.5);
    CHECK(async_cancel(task) == 0 && await async_join(task) == 0 && status == 2 && after == -ECANCELED);
}

// --- a mark of the consumer ---

struct consumed {
    int got, last, status, next, again, after;
};

static async void consume(struct consumed *c, double seconds, double pause)
{
    async_generator g;
    int x;
    *c = (struct consumed){.status = 1, .last = -1};
    async_generator_start(&g, c->status = count(&x, 5, seconds));
    while ((c->next = await async_generator_next(&g)) > 0) {
        c->got++;
        c->last = x;
        if (pause > 0)
            await async_sleep(pause);
    }
    c->again = await async_generator_next(&g);
    await async_generator_end(&g);
    c->after = await async_yield();
}

// While the producer waits: its wait gives -ECANCELED, and it cleans up.
static async void cancel_in_next(void)
{
    struct consumed c;
    double start = async_time();
    async_task *task = async_spawn(consume(&c, 2, 0));
    await async_sleep(5);
    CHECK(async_cancel(task) == 0 && await async_join(task) == 0);
    CHECK(c.got == 2 && c.last == 1 && c.status == -ECANCELED && c.next == 0 && c.again == 0);
    CHECK(c.after == -ECANCELED && alive == 0 && async_time() == start + 6);
}

// While the consumer does something else and the producer stands in emit: that emit gives 0, the next -ECANCELED.
static async void cancel_in_emit(void)
{
    struct consumed c;
    double start = async_time();
    async_task *task = async_spawn(consume(&c, 0, 2));
    await async_sleep(3);
    CHECK(async_cancel(task) == 0 && await async_join(task) == 0);
    CHECK(c.got == 2 && c.last == 1 && c.status == -ECANCELED && c.next == 0);
    CHECK(c.after == -ECANCELED && alive == 0 && async_time() == start + 4);
}

// next begins in a marked frame; the producer is marked from its beginning.
static async void next_marked(void)
{
    async_generator g;
    int x = 9, status = 1;
    async_cancel(ASYNC_SELF);
    async_generator_start(&g, status = count(&x, 5, 0));
    CHECK(await async_generator_next(&g) == 0 && x == 9 && status == -ECANCELED && alive == 0);
    await async_generator_end(&g);
    CHECK(await async_yield() == -ECANCELED);
}

// --- values in the turn of a cancellation ---

static async int cancel_at(double seconds, async_task **task)
{
    await async_sleep(seconds);
    return async_cancel(*task);
}

static async void cancel_with_value(void)
{
    struct consumed c;
    async_task *task = NULL, *other = NULL;
    if (other_order)
        other = async_spawn(cancel_at(2, &task));
    task = async_spawn(consume(&c, 1, 0));
    if (!other_order)
        other = async_spawn(cancel_at(2, &task));
    CHECK(await async_join(task) == 0 && await async_join(other) == 0);
    CHECK(c.status == -ECANCELED && c.next == 0 && c.after == -ECANCELED && alive == 0);
    CHECK(c.got == c.last + 1 && c.got <= 2);
}

// --- helpers, generators of generators, recursion ---

static async int helper(int *out, int from, int to)
{
    int status = 0;
    for (; from < to && status == 0; from++)
        status = await async_emit(out, from);
    return status;
}

static async int with_helpers(int *out)
{
    int status = await helper(out, 10, 12);
    await async_yield();
    return status < 0 ? status : await helper(out, 20, 22);
}

static async int doubled(long *out, int n)
{
    async_generator g;
    int x, inner = 0, status = 0;
    async_generator_start(&g, inner = count(&x, n, 1));
    while (status == 0 && await async_generator_next(&g) > 0)
        status = await async_emit(out, 2 * x);
    await async_generator_end(&g);
    return status < 0 ? status : inner;
}

static async int tree(int *out, int depth)
{
    async_generator g;
    int x, status = 0;
    if (depth == 0)
        return await async_emit(out, 0);
    for (int side = 0; side < 2 && status == 0; side++) {
        async_generator_start(&g, tree(&x, depth - 1));
        while (status == 0 && await async_generator_next(&g) > 0)
            status = await async_emit(out, 2 * x + side);
        await async_generator_end(&g);
    }
    return status;
}

static async void compositions(void)
{
    async_generator g;
    int x = 0, got = 0, status = 1;
    long y = 0;
    async_generator_start(&g, status = with_helpers(&x));
    for (int i = 0; await async_generator_next(&g) > 0; i++, got++)
        CHECK(x == 10 * (1 + i / 2) + i % 2);
    await async_generator_end(&g);
    CHECK(got == 4 && status == 0);

    async_generator_start(&g, status = doubled(&y, 4));
    for (got = 0; await async_generator_next(&g) > 0; got++)
        CHECK(y == 2 * got);
    await async_generator_end(&g);
    CHECK(got == 4 && status == 4 && alive == 0);

    double start = async_time();
    async_generator_start(&g, status = doubled(&y, 4));
    CHECK(await async_generator_next(&g) == 1);
    await async_generator_end(&g); // both end, each after its clean-up
    CHECK(status == -ECANCELED && alive == 0 && async_time() == start + 2);

    async_generator_start(&g, status = tree(&x, 5));
    unsigned seen = 0;
    for (got = 0; await async_generator_next(&g) > 0; got++)
        seen |= 1u << x;
    await async_generator_end(&g);
    CHECK(got == 32 && seen == 0xffffffff && status == 0);

    async_generator_start(&g, status = tree(&x, 5));
    for (got = 0; got < 11; got++)
        CHECK(await async_generator_next(&g) == 1);
    await async_generator_end(&g);
    CHECK(status == -ECANCELED);
}

// --- misuse ---

static async int emits_elsewhere(int *out, int *status)
{
    static int elsewhere;
    status[0] = await async_emit(&elsewhere, 1);
    status[1] = await async_emit(out, 2);
    return 0;
}

static async int emits_in_task(int *out)
{
    return await async_emit(out, 1);
}

static async int spawns_emitter(int *out, int *status)
{
    status[0] = await async_join(async_spawn(emits_in_task(out)));
    return await async_emit(out, 4);
}

// Two emit at once: the second has nobody who asks.
static async int emits_twice(int *out, int *status)
{
    await async_gather(status[0] = emits_in_task(out), status[1] = emits_in_task(out));
    return 0;
}

static async void misuse(void)
{
    async_generator g;
    int x = 0, status[2] = {1, 1};
    CHECK(await async_emit(&x, 5) == -EINVAL && x == 0);
    async_generator_start(&g, emits_elsewhere(&x, status));
    CHECK(await async_generator_next(&g) == 1 && x == 2 && status[0] == -EINVAL);
    CHECK(await async_emit(&x, 5) == -EINVAL); // the consumer is not the producer
    CHECK(await async_generator_next(&g) == 0 && status[1] == 0);
    async_generator_start(&g, spawns_emitter(&x, status));
    CHECK(await async_generator_next(&g) == 1 && x == 4 && status[0] == -EINVAL);
    CHECK(await async_generator_next(&g) == 0);
    async_generator_start(&g, emits_twice(&x, status));
    CHECK(await async_generator_next(&g) == 1 && x == 1);
    CHECK(await async_generator_next(&g) == 0);
    CHECK(status[0] == 0 && status[1] == -EINVAL);
    async_generator zeroed = {0};
    CHECK(await async_generator_next(&zeroed) == 0);
    await async_generator_end(&zeroed);
}

// --- in timeouts, races and groups ---

static async int sum_of(int n, double seconds)
{
    async_generator g;
    int x, sum = 0, status = 0;
    async_generator_start(&g, status = count(&x, n, seconds));
    while (await async_generator_next(&g) > 0)
        sum += x;
    await async_generator_end(&g);
    return status < 0 ? status : sum;
}

static async void bounded(void)
{
    int value = 1, other = 1;
    double start = async_time();
    CHECK(await async_timeout(3.5, value = sum_of(5, 1)) == -ETIMEDOUT && value == -ECANCELED);
    CHECK(async_time() == start + 4.5 && alive == 0);
    CHECK(await async_timeout(6, value = sum_of(5, 1)) == 0 && value == 10);
    CHECK(await async_race(value = sum_of(5, 1), other = sum_of(5, 2)) == 0 && value == 10 && other == -ECANCELED);
    async_group group = {0};
    int sum = 0;
    for (int i = 0; i < 4; i++)
        CHECK(async_group_spawn(&group, sum += sum_of(5, i)) == 0);
    CHECK(await async_group_join(&group) == 0 && sum == 40 && alive == 0);
}

// Inside of a producer ASYNC_SELF is the task that consumes.
static async int cancels_task(int *out)
{
    CHECK(async_cancel(ASYNC_SELF) == 0);
    return await async_emit(out, 1);
}

static async void self_in_producer(void)
{
    async_generator g;
    int x = 0, status = 1;
    async_generator_start(&g, status = cancels_task(&x));
    CHECK(await async_generator_next(&g) == 0 && status == -ECANCELED && x == 0);
    await async_generator_end(&g);
    CHECK(await async_yield() == -ECANCELED);
}

static async int all(void)
{
    await to_the_end(0);
    await to_the_end(2);
    await not_to_the_end(0);
    await not_to_the_end(2);
    await loops();
    await cancel_loop();
    await cancel_in_next();
    await cancel_in_emit();
    await async_join(async_spawn(next_marked()));
    await cancel_with_value();
    await compositions();
    await misuse();
    await bounded();
    await async_join(async_spawn(self_in_producer()));
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
