// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// The address of an async function in a plain pointer: it could not be awaited through it.
#include <asyncc.h>

typedef int plain(int);
typedef async int asynchronous(int);
struct table {
    plain *slow;
    asynchronous *fast;
};

async int work(int x);
void take(plain *f);
void takes(asynchronous *f);

// CHECK: plain-pointer.c:[[@LINE+1]]:25: error: the address of async function 'work' is given to a plain pointer, through which it could not be awaited; declare the pointer async
static plain *const p = work;
// CHECK: plain-pointer.c:[[@LINE+1]]:30: error: the address of async function 'work'
static struct table table = {work, work};

async int caller(void)
{
    // CHECK: plain-pointer.c:[[@LINE+1]]:10: error: the address of async function 'work'
    take(work);
    takes(work);
    // CHECK: plain-pointer.c:[[@LINE+1]]:{{[0-9]+}}: error: the address of async function 'work'
    plain *q = p, *r = &work;
    // CHECK: plain-pointer.c:[[@LINE+1]]:18: error: the address of async function 'work'
    table.slow = work;
    table.fast = work;
    asynchronous *good = work;
    // CHECK: plain-pointer.c:[[@LINE+1]]:{{[0-9]+}}: error: the address of async function 'work'
    void *v = (void *)work;
    (void)v;
    return q(1) + r(2) + await good(3);
}
// CHECK: plain-pointer.c:[[@LINE+3]]:12: error: the address of async function 'work'
static plain *give(void)
{
    return work;
}
async int uses(void)
{
    // CHECK: plain-pointer.c:[[@LINE+1]]:19: error: the address of async function 'work'
    plain *a = ({ work; });
    // CHECK: plain-pointer.c:[[@LINE+1]]:25: error: the address of async function 'work'
    plain *b = (a, a ?: work);
    // CHECK: plain-pointer.c:[[@LINE+1]]:25: error: the address of async function 'work'
    long c = (long)(a ? work : b);
    return give()(1) + (c == 0) + (work, 1) + (({ work; }) ? 1 : 2);
}
// CHECK-NOT: error:
