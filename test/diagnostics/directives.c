// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// A directive inside of an expression that awaits would come before or after what it is meant for.
#include <asyncc.h>

#define X 1
async int work(int x);
async int all(int n)
{
    int s = n;
    s += X +
// CHECK: directives.c:[[@LINE+1]]:1: error: a directive in the middle of a statement with an await is not supported: put it in front of it
#undef X
#define X 10
         await work(X);
    if (s >
// CHECK: directives.c:[[@LINE+1]]:1: error: a directive in the middle
#undef X
#define X 20
        await work(X))
        s++;
    for (int i = 0;
// CHECK: directives.c:[[@LINE+1]]:1: error: a directive in the middle
#undef X
#define X 30
         i < X; i++)
        s += await work(i);
    for (; s; await work(X))
// CHECK: directives.c:[[@LINE+1]]:1: error: a directive in the middle
#undef X
#define X 40
        s--;
    int a = await work(1), b =
// CHECK: directives.c:[[@LINE+1]]:1: error: a directive in the middle
#undef X
#define X 50
        X;
    return
// CHECK: directives.c:[[@LINE+1]]:1: error: a directive in the middle
#undef X
#define X 60
        s + X + a + b;
}
