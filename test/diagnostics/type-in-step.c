// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// The step is written behind the body, which may name a type that is declared in it.
#include <asyncc.h>

async int get(int x);
async int work(int n)
{
    int x = 0;
    // CHECK: type-in-step.c:[[@LINE+1]]:19: error: a type that is declared in the step of a for, where its step or condition awaits, is not supported: declare it before
    for (; x < n; (x += await get(sizeof(struct step { int a; }))))
        n -= sizeof(struct step);
    // CHECK: type-in-step.c:[[@LINE+1]]:35: error: a type that is declared in the step
    for (x = 0; await get(x) < n; x += sizeof(struct step { int a; }))
        n -= sizeof(struct step);
    // CHECK-NOT: error:
    for (x = 0; x < n; x += sizeof(struct step { int a; }))
        n -= await get(sizeof(struct step));
    return 0;
}
