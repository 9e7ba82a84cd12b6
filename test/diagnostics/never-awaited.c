// RUN: %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// RUN: %asyncc -Wno-async-never-awaited %s -o %t.c -- -std=c11 2>&1 | FileCheck --check-prefix=OFF --allow-empty %s
// RUN: rm -f %t.c
// RUN: not %asyncc -Werror=async-never-awaited %s -o %t.c -- -std=c11 2>&1 | FileCheck --check-prefix=ERROR %s
// RUN: not ls %t.c
// RUN: not %asyncc -Werror %s -o %t.c -- -std=c11 2>&1 | FileCheck --check-prefix=ERROR %s
// RUN: %asyncc -Werror -Wno-error=async-never-awaited -Wno-error=async-blocking %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// Warnings look like clang's, have a name that turns them off, on, or into errors.
#include <asyncc.h>

async int work(int x);
unsigned sleep(unsigned);

async int forgets(int x)
{
    // CHECK: never-awaited.c:[[@LINE+3]]:15: warning: the coroutine object 'c' is never awaited [-Wasync-never-awaited]
    // ERROR: never-awaited.c:[[@LINE+2]]:15: error: the coroutine object 'c' is never awaited [-Werror{{[,=].*}}async-never-awaited]
    // OFF-NOT: never awaited
    async int c = work(x);
    return x;
}
async int looks(int x)
{
    // Being looked at is not being awaited.
    // CHECK: never-awaited.c:[[@LINE+1]]:15: warning: the coroutine object 'd' is never awaited
    async int d = work(x);
    return async_repr(d) != 0;
}
async int blocks(void)
{
    // CHECK: never-awaited.c:[[@LINE+2]]:5: warning: this blocks the whole loop; write 'await async_sleep(seconds)' [-Wasync-blocking]
    // OFF: warning: this blocks the whole loop
    sleep(1);
    return 0;
}
// CHECK-NOT: warning:
async int awaits(int x)
{
    async int e = work(x);
    return x ? await e : 0;
}
int blocks_outside(void)
{
    return (int)sleep(1);
}
