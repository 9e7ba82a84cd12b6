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
static async void test(void)
{
    say("%d %d\n", await kept(3), await names(4));
}
// flags: -Wno-unused-value
// expect: 15 110
// elision: same
