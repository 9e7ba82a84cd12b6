// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// Cleanups by async functions that nothing can await.
#include <asyncc.h>

async int work(int x);
async void leave(int *p);
void use(int *p);
#define LATER(f) __attribute__((cleanup(f)))
#define LEFT __attribute__((__cleanup__(leave)))

// CHECK: async-cleanup.c:[[@LINE+3]]:5: error: this __attribute__((cleanup)) names the async function 'leave', which nothing can await in a function that is not async
void ordinary(void)
{
    int x LATER(leave) = 1;
    use(&x);
}
// CHECK: async-cleanup.c:[[@LINE+3]]:5: error: this __attribute__((cleanup)) names the async function 'leave'
void hidden(void)
{
    int x LEFT = 1;
    use(&x);
}
