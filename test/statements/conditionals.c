// #if in the middle of statements that await: nested, with and without #else, in conditions and in the heads of loops.
// clang-format off
//
// RUN: %matrix --all %s
// RUN: %asyncc %s -- %inc | FileCheck %s
//
// CHECK: async_int g(int n, struct g_frame
// CHECK-NOT: {{^#if}}
// CHECK: statements around which
// CHECK: #ifdef B
#include "../Inputs/waits.h"

#define A 1
#define B 0

static async int g(int n)
{
    int total = await get(n)
#if A
# if B
       + 100
# elif 0
       + 200
# else
       + await get(1)
# endif /* inner */
#else
       + 2
# if A
       + 3
# endif
#endif
    , other = 7
#ifdef B
      * 2 // twice
#endif
      ;
#if A
    if (await get(1)
# ifdef NOPE
       && 0
# endif
       )
#else
    if (0)
#endif
    {
        total += 10;
    }
#ifdef NOPE
    else if (await get(3))
        total = 0;
#else
    else if (await get(4))
        total = 1;
#endif
#undef A
#define A 0
    while (
#if B
      0 &&
#endif
      await get(total++) < 20
    )
        other++;
    await get(
#if A
      1
#else
      2
#endif
    );
    do other--; while (await get(other) > 10
#if 0
      || 1
#endif
    );
    for (int i = 0
#if 1
      , j = 2
#endif
      ; await get(i) < 3; i++
#if 1
      , j++
#endif
      ) total += j;
    return total
#ifdef A
      + other
#endif
#ifndef A
      + 5
#else
#endif
      ;
}
static async int around(int n)
{
    /* statements around which #if stands keep it */
#ifdef B
    n += await get(3);
#else
    n -= await get(3);
#endif
    return n;
}

static async void test(void)
{
    say("%d %d\n", await g(3), await around(4));
    say("%d\n"
#ifdef B
        , await get(5)
#else
        , 0
#endif
    );
}
// expect: 40 7
// expect: 5
// elision: same
