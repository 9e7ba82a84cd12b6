// Pragmas that have to stand at the start of a block, or right in front of a loop.
// clang-format off
//
// RUN: %matrix %s
// RUN: %asyncc --no-line %s -- %inc | FileCheck %s
//
// CHECK: {{^[^/]*}}async_int loops(
// CHECK-NOT: {{^#pragma GCC}}
// CHECK: {{^    /. kept}}
// CHECK-NEXT: {{^#pragma GCC unroll 2}}
// CHECK-NEXT: {{^    for \(}}
// CHECK: {{^[^/]*}}async_int blocks(
// CHECK: {{^#pragma STDC FENV_ACCESS OFF}}
// CHECK-NEXT: {{^#endif}}
// CHECK: {{^    if \(}}
#include "../Inputs/waits.h"

#pragma GCC diagnostic ignored "-Wunknown-pragmas"

static async int loops(int n)
{
    int s = 0;
#pragma GCC unroll 4
    for (int i = 0; i < await get(n); i++)
        s += i;
#pragma GCC unroll 4
    while (s < await get(100))
        s += 7;
#pragma GCC unroll 4
    do
        s += 3;
    while (await get(s) < 200);
    if (n)
#if 1 /* in a group */
#pragma GCC unroll 4 /* of
 two lines */

#pragma GCC ivdep
#endif
        for (int i = await get(0), k[2] = {1, 2}; i < n; i++)
            s += await get(k[i % 2]);
#pragma GCC ivdep
    for (int i = 0; i < n; await get(i++))
        s++;
#pragma GCC unroll 4
    for (int i = 0; i < n; i++)
        s += await get(i);
#pragma GCC ivdep
    while (s < 210) {
        s += 1;
        await get(0);
    }
    await get(0);
    /* kept */
#pragma GCC unroll 2
    for (int i = 0; i < n; i++)
        s += i;
    return s;
}

static async int blocks(int n)
{
#pragma STDC FP_CONTRACT OFF
#ifdef __clang__
#pragma STDC FENV_ACCESS OFF
#endif
    int *p = &n;
    while (n < await get(10)) {
#pragma STDC FP_CONTRACT ON
        n += 3;
    }
    do {
#pragma STDC FP_CONTRACT ON
        n += await get(2);
    } while (*p < await get(20));
    return n;
}

static async void test(void)
{
    say("%d %d\n", await loops(5), await blocks(1));
}
// expect: 232 20
// elision: same
