/* test.c: <asyncc/test.h>: a function is run again and again, and something else goes wrong each time.
 *
 * While a test runs, the thread's rounds are special. Every resumption by the loop ends one wait, so the step that
 * comes after N of them is where wait N + 1 has begun. A program that does not test pays for none of this: the hooks
 * stand in special rounds, and where memory is refused.
 */
#include "internal.h"

#include "asyncc/test.h"

#include <errno.h>

struct test {
    const char *name; /* the function that tests */
    int (*f)(void);
    unsigned depth;    /* of the run */
    async_frame *root; /* its task, while that waits */
    const char *function;
    bool faults, lasting; /* allocations and calls of the system fail; that one and all later ones */
    unsigned count, at;   /* waits, or what may fail, in this run; the one where something happens, or 0 */
    unsigned way, ways;   /* in which way it fails, from 0; how many there are */
    bool passes;          /* that way is over at once, and does not last */
};

/* --- what the rest of the runtime calls --- */

/* A step has ended. */
void test_step(struct async_state *state)
{
    struct test *test = state->test;
    if (test->faults || !test->root || state->depth != test->depth || test->root->async_flags & ASYNC_DONE)
        return;
    async_this_thread.async_running = &state->idle;
    if (++test->count >= test->at && test->at)
        mark(test->root);
}

/* The loop runs for this task; NULL: no more. */
void test_root(struct async_state *state, async_frame *root)
{
    struct test *test = state->test;
    if (state->depth != test->depth)
        return;
    test->root = root;
    if (root) {
        test->function = root->async_function->async_name;
        test_step(state);
    }
}

unsigned test_fault(struct test *test, unsigned ways, unsigned passing)
{
    if (!test->faults)
        return 0;
    if (++test->count == test->at) {
        test->ways = ways;
        test->passes = test->way < passing;
        return test->way < ways ? test->way + 1 : ways;
    }
    bool lasts = test->lasting && !test->passes && passing < ways;
    return lasts && test->at && test->count > test->at ? ways : 0;
}

/* --- runs --- */

/* What a run must not leave. */
struct left {
    async_stats stats;
    int descriptors;
};

static struct left look(struct async_state *state)
{
    struct left left = {.descriptors = port_descriptors()};
    if (state->inbox.waker.is_open)
        left.descriptors -= state->inbox.waker.read == state->inbox.waker.write ? 1 : 2; /* the library keeps them */
    if (state->io)
        left.descriptors -= state->io->descriptors;
    async_get_stats(&left.stats);
    return left;
}

static void run(struct async_state *state, struct test *test)
{
    async_step step;
    test->depth = state->depth + 1;
    test->count = 0;
    test->root = NULL;
    state->random = state->seed;
    state->test = test;
    async_run_enter(&step, test->name);
    async_int result = ((async_int(*)(void))(void (*)(void))test->f)();
    if (result.async_wait)
        async_run_until(&step, result.async_wait, &result.async_value, sizeof result.async_value);
    async_run_leave(&step);
    state->test = NULL;
}

/* False if the run has leaked something. */
static bool run_clean(struct async_state *state, struct test *test, unsigned at, bool lasting)
{
    test->at = at;
    test->lasting = lasting;
    struct left before = look(state);
    run(state, test);
    struct left after = look(state);
    if (after.stats.frames == before.stats.frames && after.descriptors == before.descriptors)
        return true;
    struct test_leak leak = {.test = test->name,
                             .function = test->function ? test->function : "the function",
                             .faults = test->faults,
                             .lasting = lasting,
                             .at = at,
                             .frames = (long)(after.stats.frames - before.stats.frames),
                             .tasks = (long)(after.stats.tasks - before.stats.tasks),
                             .descriptors = after.descriptors - before.descriptors};
    report_leak(&leak);
    if (!before.stats.frames)
        pool_each(state, report_leaked_frame, NULL);
    return false;
}

static int run_all(struct async_state *state, struct test *test)
{
    int runs = 1;
    if (!run_clean(state, test, 0, false))
        return -ENOTRECOVERABLE;
    unsigned count = test->count;
    for (unsigned at = 1; at <= count; at++) {
        test->way = test->ways = 0;
        do {
            for (int lasting = 0; lasting <= test->faults; lasting++, runs++)
                if (!run_clean(state, test, at, lasting))
                    return -ENOTRECOVERABLE;
        } while (++test->way < test->ways);
    }
    return runs;
}

static int test_each(const char *name, int (*f)(void), bool faults)
{
    struct async_state *state = state_need();
    struct test test = {.name = name, .f = f, .faults = faults};
    bool was_virtual = state->virtual_time;
    async_virtual_time(1);
    int result = run_all(state, &test);
    async_virtual_time(was_virtual);
    return result;
}

int async_test_each_wait(int (*f)(void))
{
    return test_each("async_test_each_wait", f, false);
}

int async_test_each_fault(int (*f)(void))
{
    return test_each("async_test_each_fault", f, true);
}
