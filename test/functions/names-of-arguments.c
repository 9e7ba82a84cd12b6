// RUN: %matrix %s
// RUN: %asyncc %s -- %inc | FileCheck %s
// elision: same
// Macros that are called like what the output calls the arguments of objects and tasks, however many there are.
// CHECK: {{^ +}}int a12_;
#include <asyncc.h>
#include <stdio.h>

#define a10 11
#define a12(x) x
#define a130 1

async int f(int a, int b, int c, int d, int e, int g, int h, int i, int j, int k, int l, int m, int n)
{
    await async_yield();
    return a + b + c + d + e + g + h + i + j + k + l + m + n;
}

async int main(void)
{
    async int c = f(1, 2, 3, 4, 5, 6, 7, 8, 9, a10, 11, 12, 13);
    async int (*p)(int, int, int, int, int, int, int, int, int, int, int, int, int) = f;
    int x = await p(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    async_task *t = async_new(p(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, a12(12), 13));
    async_task *u = async_spawn(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, a130));
    printf("%d\n", await c);
    await async_join(t);
    await async_join(u);
    printf("%d\n", x);
    return 0;
}
// expect: 92
// expect: 91
