// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s --implicit-check-not error:
// Types of variable length whose lengths the frame cannot keep.
#include <asyncc.h>

// CHECK: variable-length-kinds.c:[[@LINE+1]]:34: error: the parameter 'get' leads to a function whose result has a variable length, which is not supported in an async function with an await
async int through(int n, int (*(*get)(void))[n])
{
    await async_yield();
    return get()[0][n - 1];
}

async int without_await(int n, int (*(*get)(void))[n])
{
    return get()[0][n - 1];
}

async int fixed(int n, int (*p)[n])
{
    // CHECK: variable-length-kinds.c:[[@LINE+1]]:5: error: a static pointer to an array of variable length, in a block with an await, is not supported: make it a pointer to its elements
    static int (*last)[n];
    last = p;
    await async_yield();
    {
        static int (*fine)[n];
        fine = p;
        return (*last)[0] + (*fine)[0];
    }
}
