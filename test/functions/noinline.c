// RUN: %matrix %s
// The first wait of a function with the noinline attribute is made by a function of its own, which gets what is live:
// after each kind of await, in loops, with values of several types, with frames of all kinds of variables.
#include "../Inputs/waits.h"

#define APART __attribute__((noinline))

struct wide {
    long a, b, c;
};
typedef int row[3];

static APART async void nothing(void)
{
    await rest();
}
static APART async int sum(const int n, char step)
{
    int total = 0;
    for (int i = 0; i < n; i += step)
        total += await get(i);
    return total;
}
static APART async struct wide several(struct wide w, double d, _Bool flag)
{
    w.a += await get(1);
    if (flag)
        w.b += (long)(await get_double(d) * 2) + w.a;
    await rest();
    w.c = w.a + w.b;
    return w;
}
/* A leaf with arguments, one of which changes a local that is saved. */
static APART async int sleeps(int n)
{
    if (waits_now())
        await async_sleep(n * 0);
    int k = n;
    if (waits_now())
        await async_sleep(k++ * 0);
    return k + n;
}
static APART async int objects(int n)
{
    async int c = get(n);
    async_task *task = async_spawn(get(n + 1));
    int first = await c;
    int status = await async_join(task);
    return first * 10 + status;
}
static APART async int gathers(int n)
{
    int a, b;
    await async_gather(a = get(n), b = get(n + 1));
    return a * 10 + b;
}
/* Types that no parameter can have, or that have another name outside. */
static APART async int awkward(int n)
{
    struct here {
        int a, b;
    } here = {n, n + 1};
    row rows = {n, 2, 3};
    rows[1] += await get(n);
    const struct wide kept = {n, 5, 6};
    int wait = await get(here.a), frame = here.b;
    int more = await get(wait);
    return rows[0] + rows[1] + here.a + here.b + (int)kept.b + wait + frame + more;
}
static APART async int through_pointer(async int (*f)(int), int *n)
{
    int (*plain)(const char *, ...) = printf;
    (*n)++;
    int a = await f(*n);
    return plain ? a + *n : 0;
}
static APART __attribute__((hot)) async int recursive(int n)
{
    return n < 2 ? n : await recursive(n - 1) + await recursive(n - 2);
}
static __attribute__((noipa)) async int alone(int n)
{
    int before = n * 2;
    int after = await get(n);
    return before + after;
}

static async void test(void)
{
    await nothing();
    say("%d %d\n", await sum(5, 1), await sum(0, 2));
    struct wide w = await several((struct wide){1, 2, 3}, 1.5, 1);
    say("%ld %ld %ld\n", w.a, w.b, w.c);
    w = await several((struct wide){1, 2, 3}, 1.5, 0);
    say("%ld %ld %ld\n", w.a, w.b, w.c);
    say("%d\n", await sleeps(3) > 5);
    say("%d %d\n", await objects(4), await gathers(5));
    int n = 6;
    say("%d\n", await awkward(n));
    say("%d\n", await through_pointer(get, &n));
    say("%d %d\n", await recursive(10), await alone(5));
}
// expect: 10 0
// expect: 2 7 9
// expect: 2 2 4
// expect: 1
// expect: 40 56
// expect: 51
// expect: 14
// expect: 55 15
// elision: same
// flags: -Wno-unknown-attributes
