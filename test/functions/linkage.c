// RUN: %matrix %s
// static, inline, extern, prototypes before and after, repeated, in a block, with parameters named otherwise or not at
// all; async on only the first declaration is async everywhere.
#include "../Inputs/waits.h"

static async int before(int);
async int before(int anything);
extern async int outside(int, char);
async int outside(int a, char b);
static inline async int small(int x)
{
    return x + 1;
}
static async inline int swapped(int x)
{
    return await get(x) + 1;
}
async static int words(int x);
static int async words(int x)
{
    await rest();
    return x + 2;
}
static __attribute__((noinline)) async int attributed(int x) __attribute__((unused));
static int async __attribute__((noinline, unused)) attributed(int x)
{
    await rest();
    return x + 3;
}
static async int declared_async_once(int x);

static async void test(void)
{
    async int after(int);
    extern async int outside(int, char);
    say("%d %d\n", await before(1), await outside(2, 3));
    say("%d %d %d\n", await small(4), await swapped(5), await words(6));
    say("%d %d %d\n", await attributed(7), await declared_async_once(8), await after(9));
}

static async int before(int named_otherwise)
{
    await rest();
    return named_otherwise;
}
async int outside(int x, char y)
{
    await rest();
    return x * y;
}
static async int declared_async_once(int x)
{
    await rest();
    return x * 8;
}
async int after(int x)
{
    await rest();
    return x * 9;
}
extern async int before(int);
// expect: 1 6
// expect: 5 6 8
// expect: 10 64 81
// elision: same
