// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// A local that hides the function of an async cleanup where it has to be awaited, and a pragma about a loop that gets a
// block around it.
#include <asyncc.h>

async void leave(int *p);
void use(int *p);
#define LATER(f) __attribute__((cleanup(f)))

// CHECK: async-cleanup-hidden.c:[[@LINE+7]]:13: error: 'leave', which is awaited here for an __attribute__((cleanup)), is hidden by a local
async void hides(int n)
{
    int x LATER(leave) = 1;
    {
        int leave = n;
        if (leave)
            return;
        use(&x);
    }
}
// CHECK: async-cleanup-hidden.c:[[@LINE+4]]:10: error: a #pragma in front of a for whose head declares a variable with an __attribute__((cleanup)), beside an async one in this function; declare 'i' before it
async void unrolls(void)
{
#pragma GCC unroll 4
    for (int i LATER(leave) = 0; i < 4; i++)
        use(&i);
}
