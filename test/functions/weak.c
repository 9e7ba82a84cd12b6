// RUN: %matrix %s
// flags: -Wno-address -Wno-pedantic -Wno-unused-value
// elision: same
// Weak async functions: asking whether one is there, in all ways, with and without a definition.
#include <asyncc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

extern async int none(void) __attribute__((weak));
async int some(void) __attribute__((weak));
__attribute__((weak)) async void nothing(int x);
extern async int never_asked(int) __attribute__((weak));

async int some(void)
{
    await async_yield();
    return 7;
}

static async int calls(int n)
{
    int sum = none ? await none() : -1;
    sum += some ? await some() : -100;
    while (none)
        sum += await none();
    do
        sum += await some();
    while (none);
    for (int i = 0; some && i < 2; i++)
        sum += await some();
    for (; none; nothing ? (void)0 : (void)1)
        await async_yield();
    if (none && await none())
        sum += 1000;
    if (!none || await none())
        sum += 2000;
    if (nothing)
        await nothing(n);
    if (never_asked != NULL)
        sum += await never_asked(n);
    return sum + (none ? 1 : some ? await some() : 3);
}

static bool is_there(void)
{
    return none;
}

static bool both(bool one, _Bool other)
{
    return one && other;
}

typedef _Bool truth;

async int main(void)
{
    printf("%d\n", await calls(1));
    bool a = none, b = some, c = (bool)none, d[] = {some, none}, e = &none;
    _Bool f;
    f = (((some)));
    truth g = (truth)&some, h = *none;
    printf("%d%d%d%d%d%d%d%d%d\n", a, b, c, d[0], d[1], e, f, g, h);
    printf("%d%d%d%d\n", none == NULL, some != 0, none == 0, NULL != some);
    printf("%d%d%d\n", (void *)none == NULL, (uintptr_t)some != 0, !(void *)some);
    printf("%d%d%d\n", (none, 1), ((void)some, 2), ({ some; }) ? 3 : 4);
    printf("%d%d%d\n", is_there(), both(some, none), both(some, some));
    printf("%d\n", (none ? 0 : (none ? none : some) == some) && await some() == 7);
    printf("%d%d\n", (none ? none : some) != NULL, (none ?: some) ? await some() : 0);
    int r = await some() + (some ? 1 : 2) + !none;
    if (*some)
        r += await some();
    switch (none ? 1 : 2) {
    case 2:
        r += await some();
    }
    printf("%d\n", r);
    async int (*p)(void) = none ? none : some;
    printf("%d\n", p ? await p() : 0);
    return is_there();
}
// expect: 2034
// expect: 010100110
// expect: 1111
// expect: 110
// expect: 123
// expect: 001
// expect: 1
// expect: 17
// expect: 23
// expect: 7
