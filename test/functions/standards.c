// RUN: rm -rf %t && split-file %s %t && cp %S/../Inputs/waits.h %t
// RUN: %python %tools/standards --asyncc=%asyncc --include=%include --library=%lib --cc=gcc --cc=%clang-name %t/of-1989.c %t/of-1999.c %t/of-2011.c %S/../programs/jumps.c | FileCheck %s
// REQUIRES: gcc, clang
// Where a compiler takes a program under some standard without a warning, it takes its translation without one.
// CHECK: of-1989.c: passed gnu89 c99 gnu99 c11 gnu11 c17 gnu17 c2x gnu2x{{$}}
// CHECK: of-1999.c: passed c99 gnu99 c11 gnu11 c17 gnu17 c2x gnu2x; passed over gnu89
// CHECK: of-2011.c: passed c11 gnu11 c17 gnu17 c2x gnu2x; passed over gnu89 c99 gnu99
// CHECK: jumps.c: passed c99 gnu99 c11 gnu11 c17 gnu17 c2x gnu2x; passed over gnu89

//--- of-1989.c
#include <asyncc.h>
#include <stdio.h>

static async int later(int x)
{
    await async_yield();
    return x;
}
static async double half(double d)
{
    int i;
    d = d / await later(2);
    for (i = 0; i < await later(3); i++)
        d += await later(i);
    return d;
}
struct pair {
    int a;
    int b;
};
static async struct pair both(int a)
{
    struct pair p;
    char text[4];
    int *at;
    p.a = await later(a);
    at = &p.b;
    text[0] = 'x';
    await async_sleep(0.001);
    *at = text[0];
    return p;
}
static async void nothing(int *to)
{
    *to = await later(5);
    if (*to)
        return;
    await async_yield();
}
int main(void)
{
    struct pair p;
    int x;
    p = async_run(both(1));
    async_run(nothing(&x));
    printf("%d %d %g %d\n", p.a, p.b, async_run(half(5)), x);
    return 0;
}

//--- of-1999.c
#include "waits.h"
#include <stdbool.h>
#include <stdint.h>

struct flexible {
    int n, list[];
};
static inline async int64_t sum(int n, int list[const static n])
{
    bool once = true;
    int64_t all = INT64_C(0);
    for (int i = 0; i < n; i++)
        all += list[i] * await get(i);
    const char *name = __func__;
    int copy[n];
    memcpy(copy, list, sizeof copy);
    await rest();
    double _Complex z = 1;
    struct { int x, y; } point = {.y = await get(copy[0])};
    z += await get(1);
    return all + point.y + name[0] - 's' + (once ? copy[n - 1] : 0) + (z == 2);
}
static async void test(void)
{
    say("%d\n", (int)await sum(3, (int[]){1, await get(2), 3}));
}

//--- of-2011.c
#include "waits.h"
#include <stdalign.h>
#include <stdatomic.h>
#include <stdnoreturn.h>
#include <stdlib.h>

#define KIND(x) _Generic((x), int: 1, double: 2, default: 3)
static _Thread_local int per_thread;
struct both {
    int tag;
    union {
        int i;
        struct {
            short low, high;
        };
    };
};
static noreturn void never(void)
{
    abort();
}
static async int test_types(int n)
{
    struct both b = {.tag = await get(1), .i = 0};
    _Static_assert(sizeof b.low == 2, "short");
    alignas(8) char text[8] = u8"text";
    atomic_int counter = 0;
    b.high = b.low = (short)await get(n);
    int two = await get(2);
    atomic_fetch_add(&counter, two);
    per_thread = await get(3);
    await rest();
    if (b.high != b.low)
        never();
    return KIND(b.tag) + KIND(1.5) * 10 + counter + per_thread + text[0] + (b.i != 0) + (int)alignof(text[0]);
}
static async void test(void)
{
    say("%d\n", await test_types(5));
}
