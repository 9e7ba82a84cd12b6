// The order of cleanups where only some are by an async function, and gotos to labels of the same name.
//
// RUN: %matrix --all %s
// flags: -Wno-pedantic
// clang-format off
#include "../Inputs/waits.h"

#define CLEAN __attribute__((cleanup(clean)))
#define LATER __attribute__((cleanup(clean_later)))
static void clean(int *x)
{
    say("~%d", *x);
}
static async int clean_later(int *x)
{
    int late = await get(*x);
    say("-%d", late);
    return late;
}
static async int order(int n)
{
    CLEAN int a = 1;
    await rest();
    {
        LATER int b = 2;
        if (n == 0)
            return b + 5;
        if (n == 1)
            goto end;
        for (int i = 0; i < 2; i++) {
            CLEAN int c = 30 + i;
            if (n == 2)
                continue;
            if (n == 3)
                break;
        }
    }
    { LATER int d = 4; int e CLEAN = d + 1; a = e; }
end:
    return a;
}
static async void local(int n)
{
    { __label__ out; LATER int c = 40; await rest(); { LATER int d = 41; await rest(); if (n) goto out; } out: say("o1"); }
    { CLEAN int e = 42; await rest(); { __label__ out; LATER int f = 43; await rest(); if (n) goto out; say("x"); out: say("o2"); } }
    say("\n");
}

static async void test(void)
{
    for (int i = 0; i < 5; i++)
        say(" %d\n", await order(i));
    await local(0);
    await local(1);
}
// expect: -2~1 7
// expect: -2~1 1
// expect: ~30~31-2~5-4~5 5
// expect: ~30-2~5-4~5 5
// expect: ~30~31-2~5-4~5 5
// expect: -41o1-40xo2-43~42
// expect: -41o1-40o2-43~42
// elision: same
