// RUN: %matrix %s
// Attributes of statements, labels and variables beside awaits; fallthrough with the warning that it answers turned on.
#include "../Inputs/waits.h"

static async int falls(int x)
{
    int r = 0;
    switch (x) {
    case 1:
        r += await get(1);
        __attribute__((fallthrough));
    case 2:
        await rest();
        r += 10;
        __attribute__((fallthrough));
    case 3:
        r += await get(100);
        __attribute__((fallthrough));
    case 4:
        r += 1000;
        break;
    default:
        r = await get(-1);
    }
    return r;
}
static async int labels(int x)
{
again: __attribute__((unused));
    int y __attribute__((unused)) = await get(x);
    __attribute__((aligned(8), unused)) int z = y;
    static const int s __attribute__((used)) = 3;
    await rest();
    return y + z + s;
}

static async void test(void)
{
    for (int i = 0; i < 5; i++)
        say("%d ", await falls(i));
    say("%d\n", await labels(2));
}
// flags: -Wimplicit-fallthrough
// expect: -1 1111 1110 1100 1000 7
// elision: same
