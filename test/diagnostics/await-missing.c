// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// A call of an async function without await, wherever it stands: Python only warns, and at run time.
#include <asyncc.h>

async int work(int x);
async void nothing(void);
struct device {
    async int (*read)(int);
};
static int ordinary(int x);

async int caller(struct device *d, async int (*f)(int))
{
    // CHECK: await-missing.c:[[@LINE+1]]:5: error: call of async function 'work' without await: it would not run; write 'await work(…)'
    work(1);
    // CHECK-NEXT: {{^ +}}[[@LINE-1]] |     work(1);
    // CHECK-NEXT: {{^ +}}|     ^~~~~~~{{$}}
    // CHECK-NEXT: await-missing.c:[[@LINE+1]]:13: error: call of async function 'work' without await
    int x = work(2);
    // CHECK: await-missing.c:[[@LINE+1]]:16: error: call of async function 'work' without await
    return x + work(3);
}
async int others(struct device *d, async int (*f)(int))
{
    // CHECK: await-missing.c:[[@LINE+1]]:5: error: call of async function 'nothing' without await
    nothing();
    // CHECK: await-missing.c:[[@LINE+1]]:14: error: call of async function 'work' without await
    ordinary(work(4));
    // CHECK: await-missing.c:[[@LINE+1]]:16: error: call of async function 'work' without await
    await work(work(5));
    // CHECK: await-missing.c:[[@LINE+1]]:5: error: call of async function {{.*}}without await
    f(6);
    // CHECK: await-missing.c:[[@LINE+1]]:5: error: call of async function {{.*}}without await
    d->read(7);
    // CHECK: await-missing.c:[[@LINE+1]]:11: error: call of async function 'work' without await
    (void)work(8);
    // CHECK: await-missing.c:[[@LINE+1]]:9: error: call of async function 'work' without await
    if (work(9))
        return 1;
    return 0;
}
// The same in an ordinary function, where await would be wrong as well.
static int ordinary(int x)
{
    // CHECK: await-missing.c:[[@LINE+1]]:12: error: call of async function 'work' without await: {{.*}}async_run
    return work(x);
}
// CHECK-NOT: error:
