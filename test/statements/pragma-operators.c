// _Pragma: like the lines, those of a block stay at its beginning, and those of a loop that is taken apart go.
// clang-format off
//
// RUN: %matrix %s
#include "../Inputs/waits.h"

#pragma GCC diagnostic ignored "-Wunknown-pragmas"

#define PRAGMA(x) _Pragma(#x)
#define UNROLL(n) PRAGMA(GCC unroll n)
#define TWICE UNROLL(2)
#define FLOATING _Pragma("STDC FP_CONTRACT ON")

static async int product(int x)
{
    _Pragma("STDC FP_CONTRACT OFF") _Pragma("STDC FENV_ACCESS OFF")
    int d = x;
    { /* another */ FLOATING
        int e = 2, *p = &e;
        d *= e + await get(*p);
    }
    return d;
}

static async void test(void)
{
    int s = 0;
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wunused-variable\"")
    s += await get(0);
    _Pragma("GCC diagnostic pop")
    _Pragma("GCC unroll 4")
    for (int i = 0; i < await get(3); i++)
        s += i;
    _Pragma("GCC ivdep") /* fast */
    while (s < await get(20))
        s++;
    if (s)
        _Pragma("GCC unroll 4") _Pragma("GCC ivdep") for (int i = 0, *p = &i; *p < 3; i++) s += await get(i);
#pragma GCC unroll 2
    _Pragma ( "GCC ivdep" )
    do
        s++;
    while (await get(s) < 25);
    _Pragma("GCC ivdep")
    for (int i = 0; i < 3; i++)
        s += i;
    UNROLL(4)
    for (int i = 0; i < await get(3); i++)
        s += i;
    TWICE
    while (s < await get(40))
        s++;
    TWICE
    for (int i = 0; i < 3; i++)
        s += i;
    say("%d %d\n", s, await product(3));
}
// expect: 43 12
// elision: same
