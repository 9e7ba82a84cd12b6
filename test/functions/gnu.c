// RUN: %matrix %s
// Attributes on async functions and their parameters: they are kept or harmless; always_inline, unused results, weak
// symbols, sections, format, nonnull, deprecated, and names of other words in the attribute's place.
#include "../Inputs/waits.h"

__attribute__((warn_unused_result)) static async int must_use(int x)
{
    return await get(x);
}
static async __attribute__((noinline, cold)) int cold(int x)
{
    return await get(x) + 1;
}
static async int nonnull(const int *p) __attribute__((nonnull));
static async int nonnull(const int *p)
{
    int x = await get(*p);
    return x + *p;
}
__attribute__((weak)) async int weak(int x)
{
    return await get(x) * 2;
}
static async int unused_parameters(int a __attribute__((unused)), __attribute__((unused)) int b, int c)
    __attribute__((unused));
static async int unused_parameters(int a __attribute__((unused)), __attribute__((unused)) int b, int c)
{
    await rest();
    return c;
}
static async int aligned(void)
{
    __attribute__((aligned(16))) char buffer[32] = "aligned";
    int on_time __attribute__((unused)) = 1;
    await rest();
    return ((size_t)buffer % 16 == 0) + buffer[0];
}

static async void test(void)
{
    int x = await must_use(3);
    say("%d %d %d %d\n", x, await cold(4), await nonnull(&x), await weak(5));
    say("%d %d\n", await unused_parameters(1, 2, 3), await aligned());
}
// expect: 3 5 6 10
// expect: 3 98
// elision: same
