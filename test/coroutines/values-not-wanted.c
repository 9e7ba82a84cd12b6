// RUN: %matrix --all %s
// Values of coroutine objects that nobody wants are not read: compilers would say that it has no effect.
#include "../Inputs/waits.h"

#ifndef ASYNCC_GENERATED /* they do say it of the source, to which await is nothing */
#pragma GCC diagnostic ignored "-Wunused-value"
#endif

struct pair {
    int a, b;
};

static async struct pair pair(int x)
{
    return (struct pair){await get(x), x};
}

static async void test(void)
{
    async int a = get(1), b[2] = {get(2), get(3)}, c = get(4), d = get(5);
    async struct pair e = pair(6), f[2] = {pair(7), pair(8)};
    await a;
    await b[0];
    await e;
    await f[0];
    (void)(char)await b[1];
    ((void)0, (void)(short)await c);
    int n = 1;
    n ? (void)await d : (void)await f[1];
    if (n)
        (void)(await f[1]).b;
    say("all\n");
}
// expect: all
