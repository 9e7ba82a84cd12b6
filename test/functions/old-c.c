// RUN: %gcc -std=gnu89 -w %s -o %t.plain && %t.plain | FileCheck %s
// RUN: %asyncc %s -o %t.c -- -std=gnu89 -I%include
// RUN: %gcc -std=gnu89 -w %t.c %lib -pthread -o %t.gcc && %t.gcc | FileCheck %s
// RUN: %gcc -std=gnu89 -w -O2 %t.c %lib -pthread -o %t.gcc && %t.gcc | FileCheck %s
// RUN: %clang -std=gnu89 -w %t.c %lib -pthread -o %t.clang && %t.clang | FileCheck %s
// RUN: %clang -std=gnu89 -w -O2 %t.c %lib -pthread -o %t.clang && %t.clang | FileCheck %s
// C as it was before 1989: definitions in the old style with and without types of parameters, implicit int of functions,
// parameters, locals and statics, functions that are called undeclared, parameters that are promoted, inline as GNU had it.
#include <asyncc.h>
#include <stdio.h>

async int get(x)
{
    await async_yield();
    return x;
}
static async add(a, b)
{
    auto r;
    r = await get(a);
    return r + await get(b) + undeclared(b);
}
static async counted()
{
    static calls;
    calls++;
    await get(0);
    return calls;
}
static async char *part(s, n) char *s; register n;
{
    s += await get(n);
    return s;
}
static async void many(a, b, c, d, e, row) short a; float b, *c; char *d[]; int (*e)(), row[3];
{
    *c = a + b;
    await get(1);
    *c += e(*d[await get(0)]) + row[await get(2)];
}
extern inline async twice(x)
{
    return 2 * await get(x);
}
static async swap();
static async swap(a, b) int *a, *b;
{
    int t = *a;
    *a = await get(*b);
    *b = t;
}
one(c) char c;
{
    return c == 'o';
}
undeclared(x)
{
    return -x;
}
typedef async handler();
static async call(h, x) handler *h;
{
    const kept = x;
    x = await h(x) + await (*h)(kept);
    return x;
}

async main(argc, argv) char **argv;
{
    float f;
    char *d[1];
    int row[] = {1, 2, 30};
    const k = 3;
    register i;
    unsigned u = await get(7), v = await get(8);
    for (i = 0; i < await get(2); i++)
        printf("%d %d %s\n", await add(i, 2), await counted(), await part("hello", 2));
    d[0] = "one";
    await many(1, 2.5, &f, d, one, row);
    await swap(&u, &v);
    printf("%g %d %u %u %d\n", f, k + i, u, v, await call(get, 5));
    return argc - await get(1);
}
// CHECK: {{^0 1 llo$}}
// CHECK-NEXT: {{^1 2 llo$}}
// CHECK-NEXT: {{^34.5 5 8 7 10$}}
