// RUN: not %asyncc %s -o %t.c -- -I%include 2>&1 | FileCheck %s
// After a type that is declared in an expression or the head of a loop, no other name for it can be declared.
// clang-format off
#include <asyncc.h>

async int head(int n)
{
    for (struct s { int a, b; } v = {n, 1}, *at = &v; v.a < 9; v.a++) {
        // CHECK: hidden-type.c:[[@LINE+1]]:9: error: this hides a type that is needed in its scope, for the value of an await, what is computed before one, or what lives across it; give one of them another name
        struct s { char b, a; } w = {1, 2};
        await async_yield();
        at->b += w.a;
    }
    return 0;
}
