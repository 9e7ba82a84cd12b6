// RUN: not %asyncc %s -o %t.c -- -std=gnu11 -fblocks 2>&1 | FileCheck --implicit-check-not=error: %s
// Blocks, which only clang has: fine in ordinary functions, refused where asyncc would have to look into them.
#include <asyncc.h>

async int work(int x);

int plain(int n)
{
    int (^twice)(int) = ^(int x) { return x * 2 + n; };
    return twice(n);
}

// CHECK-DAG: blocks.c:[[@LINE+4]]:22: error: 'async_run' cannot stand here: asyncc would not see it
int starts(int n)
{
    // CHECK-DAG: blocks.c:[[@LINE+1]]:12: error: a block (^) is not supported in what asyncc has to translate
    return ^{ return async_run(work(n)); }();
}

async int waits(int n)
{
    // CHECK-DAG: blocks.c:[[@LINE+1]]:24: error: a block (^) is not supported in an async function
    int (^next)(int) = ^(int x) { return x + n; };
    // CHECK-DAG: blocks.c:[[@LINE+2]]:39: error: 'await' cannot stand here: asyncc would not see it
    // CHECK-DAG: blocks.c:[[@LINE+1]]:17: error: a block (^) is not supported in an async function
    (void)next, ^(int x) { (void)(x + await work(1)); }(3);
    return await work(n);
}
