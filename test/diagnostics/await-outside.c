// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// await outside of an async function.
#include <asyncc.h>

async int work(int x);

static int ordinary(int x)
{
    // CHECK: await-outside.c:[[@LINE+1]]:12: error: await outside of an async function: mark 'ordinary' async, or use async_run
    return await work(x);
}
// CHECK-NEXT: {{^ +}}[[@LINE-2]] |     return await work(x);
// CHECK-NEXT: {{^ +}}|            ^~~~~~~~~~~~~
int main(void)
{
    // CHECK-NEXT: await-outside.c:[[@LINE+1]]:5: error: await outside of an async function: mark 'main' async
    await async_sleep(1);
    // CHECK: await-outside.c:[[@LINE+1]]:5: error: await outside of an async function
    await async_gather(work(1), work(2));
    return ordinary(1);
}
// CHECK-NOT: error:
