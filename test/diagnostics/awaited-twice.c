// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// A coroutine object awaited twice in straight line: the first await has taken its value.
#include <asyncc.h>

async int work(int x);

async int twice(int x)
{
    async int c = work(x);
    int sum = await c;
    // CHECK: awaited-twice.c:[[@LINE+1]]:12: error: the coroutine object 'c' is awaited twice
    sum += await c;
    // CHECK: awaited-twice.c:[[@LINE-3]]:15: note: it was awaited here
    return sum;
}
async int in_one_expression(int x)
{
    async int c = work(x);
    // CHECK: awaited-twice.c:[[@LINE+1]]:22: error: the coroutine object 'c' is awaited twice
    return await c + await c;
    // CHECK: awaited-twice.c:[[@LINE-1]]:12: note: it was awaited here
}
async int in_conditions(int x)
{
    async int c = work(x);
    if (await c)
        x++;
    // CHECK: awaited-twice.c:[[@LINE+1]]:{{[0-9]+}}: error: the coroutine object 'c' is awaited twice
    return await c;
}
// None of these is twice.
// CHECK-NOT: error:
async int not_twice(int x)
{
    async int c = work(x), d = work(x + 1);
    int sum = x ? await c : 0;
    if (x > 1)
        sum += await d;
    else
        return await d;
    c = work(2);
    sum += await c;
    return sum;
}
async int in_branches(int x)
{
    async int c = work(x);
    switch (x) {
    case 1:
        return await c;
    case 2:
        x += await c;
        break;
    default:
        return 2 * await c;
    }
    return x;
}
async int in_elvis(int x)
{
    async int c = work(x);
    return await c ?: await c;
}
