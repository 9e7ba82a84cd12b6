// RUN: %matrix --all %s
// __attribute__((cleanup)) with an async function, in the head of a for, and beside computed gotos.
// flags: -Wno-pedantic
// clang-format off
#include "../Inputs/waits.h"

static async void clean(int *x)
{
    await rest();
    say("~%d", *x);
}
#define scoped(n) for (int lock __attribute__((cleanup(clean))) = (n), *once = &lock; once; once = 0)
static async int f(int n)
{
    scoped(n) {
        await get(1);
        if (n == 1) break;
        if (n == 2) return 5;
        if (n == 3) continue;
        if (n == 4) goto out;
        say(".%d", lock);
    }
    if (n == 6)
        scoped(await get(10) + n)
            scoped(20) { lock += await get(1); if (n) break; }
    for (int i __attribute__((cleanup(clean))) = await get(0); await get(i) < 3; i += await get(1))
        if (i == 1) continue;
out:
    return await get(n);
}
static async int g(int n)
{
    static void *labels[] = {&&a, &&b, &&c};
    int x __attribute__((cleanup(clean))) = n;
    goto *labels[await get(n)];
a:  x += await get(10);
b:  x += await get(100);
    if (x < 500) goto *labels[await get(1)];
c:  return x;
}

static async void test(void)
{
    for (int i = 0; i < 7; i++)
        say(" %d\n", await f(i));
    for (int i = 0; i < 3; i++)
        say(" %d\n", await g(i));
}
// expect: .0~0~3 0
// expect: ~1~3 1
// expect: ~2 5
// expect: ~3~3 3
// expect: ~4 4
// expect: .5~5~3 5
// expect: .6~6~21~16~3 6
// expect: ~510 510
// expect: ~501 501
// expect: ~2 2
// elision: same
