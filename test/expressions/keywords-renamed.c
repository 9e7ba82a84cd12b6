// The user's own names for the keywords: objects, functions, made with ##, in more than one step, in a header.
//
// RUN: %matrix --all %s
// flags: -DCOROUTINE=_Async
#include "../Inputs/waits.h"
#include "Inputs/keywords-renamed.h"

#define SPAWN async_spawn
#define NEW async_new
/* A text that is made of an await is what it is without asyncc, and no await. */
#define GIVE(kind, x) await sum_##kind(x, 1)
#define TEXT_OF(...) #__VA_ARGS__
#define SPELLED(x) TEXT_OF(x)
#define sum_of sum
#define GATHER async_gather
#define START async_start
#define RUN async_run
#define REPR async_repr
#define KEY(x) async_##x
#define MAKE(x) KEY(x)
#define BOTH(a, b) GATHER(a, b)
#define PASTE(x, y) x##y
#define LATER NEW
#define SAME(x) x

static COROUTINE void set(int *to, int x)
{
    *to = await get(x);
}

static COROUTINE int sum(int a, int b);
static COROUTINE int sum(int a, int b)
{
    return await get(a) + await get(b);
}

static async int from_header(int x)
{
    return await get(2 * x);
}

static async void test(void)
{
    int a = 0, b = 0;
    async_task *first = SPAWN(set(&a, 1)), *second = NEW(set(&b, 2));
    await async_join(first);
    await async_join(second);
    say("%d %d\n", a, b);
    await GATHER(a = get(3), set(&b, 4));
    say("%d %d\n", a, b);
    await BOTH(a = sum(5, 1), b = sum(7, 1));
    say("%d %d\n", a, b);
    async int object = START(sum(1, 2));
    say("%d %d\n", await object, a + RUN(sum(3, 4)));
    await async_join(KEY(spawn)(set(&a, 9)));
    await async_join(SAME(LATER)(set(&b, 10)));
    say("%d %d\n", a, b);
    await async_join(MAKE(new)(set(&a, 11)));
    await async_join(SAME(SAME(MAKE(spawn))(set(&b, 12))));
    say("%d %d %d\n", a, b, started_in_header(3));
    await async_join(PASTE(async_, spawn)(set(&a, 14)));
    say("%s %d\n", SPELLED(await GIVE(of, 1)), GIVE(of, 2));
#ifdef SPAWN
    first = LATER(set(&a, 13));
    say("%d\n", REPR(first) != NULL);
    await async_join(first);
#endif
}
// expect: 1 2
// expect: 3 4
// expect: 6 8
// expect: 3 13
// expect: 9 10
// expect: 11 12 6
// expect: __extension__ __extension__ sum(1, 1) 3
// expect: 1
// elision: same
