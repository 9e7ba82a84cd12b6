// __COUNTER__ counts as it does without asyncc: all its uses in the file are written out together, each evaluated once,
// whether an await stands in them or not, in whatever order the output has them.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define TEMP(x) int CAT(tmp, __COUNTER__) = (x)
#define NEXT __COUNTER__
#define PAIR(x) ((x) * 100 + NEXT * 10 + NEXT)
#define MINUS(x, y) ((y)-x + NEXT)
#define BOX(type) struct CAT(box, NEXT) { type CAT(m, NEXT); }
#ifdef __COUNTER__
#define HAS_COUNTER 1
#endif

static int outside = NEXT; /* 0 */
BOX(int);                  /* 1, 2 */
enum { COUNT = PAIR(1) };  /* 3, 4 */

static int ordinary(void)
{
    struct box1 box = {.m2 = NEXT}; /* 5 */
    return box.m2;
}

static async void test_names(void)
{
    TEMP(3);            /* 6 */
    TEMP(await get(4)); /* 7 */
    TEMP(5);            /* 8 */
    say("%d %d\n", tmp6 + tmp7 + tmp8, NEXT); /* 9 */
}

static async void test_order(void)
{
    int sum = 0;
    int first = NEXT, second = await get(NEXT) + NEXT; /* 10, 11, 12 */
    for (int i = NEXT; i < await get(NEXT + 3); i += NEXT - 14) /* 13, 14, 15 */
        sum += PAIR(await get(i));                             /* 16, 17 */
    say("%d %d %d\n", first, second, sum);
    say("%d %d\n", MINUS(-first, await get(PAIR(1))), /* 18, 19, 20 */
        NEXT /* 21 */
            + await get(
#if HAS_COUNTER
                  NEXT /* 22 */
#else
                  NEXT + 1
#endif
                  ));
    say("%d %d\n", (int)sizeof(char[NEXT]), __COUNTER__); /* 23, 24 */
}

#pragma push_macro("NEXT")
#undef NEXT
#define NEXT (100 + __COUNTER__)
static async int other(void)
{
    return await get(NEXT); /* 25 */
}
#pragma pop_macro("NEXT")

static async void test(void)
{
    say("%d %d %d\n", outside, COUNT, ordinary());
    await test_names();
    await test_order();
    say("%d %d\n", await other(), NEXT); /* 26 */
}
// expect: 0 134 5
// expect: 12 9
// expect: 10 23 6508
// expect: 329 43
// expect: 23 24
// expect: 125 26
// elision: same
