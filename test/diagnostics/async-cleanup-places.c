// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// Async cleanups of variables that no compiler cleans up.
#include <asyncc.h>

async int work(int x);
async void leave(int *p);
void use(int *p);
#define LATER(f) __attribute__((cleanup(f)))

// CHECK: async-cleanup-places.c:[[@LINE+3]]:24: error: 'leave' is async, and compilers ignore this __attribute__((cleanup)): only a local of automatic storage can have one
async void keeps(void)
{
    static int x LATER(leave) = 1;
    use(&x);
    await work(1);
}
// CHECK: async-cleanup-places.c:[[@LINE+1]]:55: error: 'leave' is async, and compilers ignore
async void parameter(int x __attribute__((__cleanup__(leave))))
{
    await work(x);
}
