// RUN: %matrix %s
// Prototypes of async functions beside variables, pointers and ordinary functions in one declaration, at file scope and
// in blocks.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};
static async int first(int), (*pointer)(int),
#define TWO 2
    second(int) __attribute__((unused)), (*set)(int) = get;
static async int fourth(int),
#define FOUR 4
    fifth(int);
static async int (*table[2])(int) = {get, get}, third(int, char);
extern async int outside(int), (*const *far_away)(int);
static async struct tagged {
    int x;
} gives(int), (*gives_pointer)(int) = gives;
__attribute__((unused)) static async __typeof__(struct pair) * pairs(int), *(*pairs_pointer)(int) = pairs;

static async int in_block(int n)
{
    async int later(int), (*p)(int) = get;
    async int (*q)(int) = p, also_later(int);
    int x = await p(n), y = await q(x);
    return await later(x) + await also_later(y);
}
static int ordinary(int n)
{
    async int later(int), (*p)(int) = later;
    return async_run(p(n)) + async_run(later(1));
}
static async int first(int x)
{
    return await get(x) + 1;
}
static async int second(int x)
{
    return await get(x) + TWO;
}
static async int fourth(int x)
{
    return await get(x) + FOUR;
}
static async int fifth(int x)
{
    return await fourth(x) + 1;
}
static async int third(int x, char c)
{
    return await get(x) + c;
}
async int later(int x)
{
    return await get(x) * 10;
}
async int also_later(int x)
{
    return await get(x) * 100;
}
static async struct tagged gives(int x)
{
    return (struct tagged){await get(x)};
}
static async struct pair *pairs(int x)
{
    static struct pair pair;
    pair.b = await get(x);
    return &pair;
}

static async void test(void)
{
    pointer = first;
    say("%d %d %d %d\n", await pointer(1), await second(1), await set(1), await table[1](3) + await third(1, 2));
    say("%d %d %d\n", await in_block(2), (await gives_pointer(5)).x, (await pairs_pointer(6))->b);
    say("%d %d\n", ordinary(2), await fifth(1));
}
// expect: 2 3 1 6
// expect: 220 5 6
// expect: 30 6
// elision: same
