// RUN: %matrix %s
// What says that something may be unused is kept where a declaration is written anew; nothing is set that nobody reads.
#include "../Inputs/waits.h"

static async int kept(int n)
{
    __attribute__((unused)) int a, b = await get(n), c __attribute__((__unused__)) = await get(2);
    const int d __attribute__((unused)) = b;
    int e = (await async_sleep(0), await get(n), await async_yield(), 7);
    (void)(await get(1), await get(2), b++, await async_sleep(0));
    await rest();
    for (int i = 0; i < (await get(0), await async_yield(), 2); await get(i), i++, await get(i))
        e += i;
    return b + d + e;
}
static async int names(int n)
{
    int a = await get(n), all = 0;
    {
        static const struct { const char *name; int n; } a[] = {{"a", 1}, {"b", 2}};
        all += a[await get(1)].n + a[0].name[0];
    }
    {
        static struct { int n; } a = {3}, *b = &a;
        all += b->n + await get(1) + a.n;
    }
    return a + all;
}
#define UNUSED __attribute__((unused))
static async int parameters(const int a __attribute__((unused)), const char *const b, int c UNUSED)
{
    await rest();
    return *b;
}
static async int array(int list[3], UNUSED int b, const int c)
{
    await rest();
    await get(c);
    return list[1] + c;
}
static async void test(void)
{
    int list[3] = {1, 2, 3};
    say("%d %d\n", await kept(3), await names(4));
    say("%d %d\n", await parameters(1, "a", 3), await array(list, 2, 3));
}
// flags: -Wno-unused-value
// expect: 15 110
// expect: 97 5
// elision: same
