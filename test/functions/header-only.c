// RUN: %matrix %s
// Everything comes from headers: a header included twice by two files, with static and inline async functions that call
// each other, in a header that a header includes, with a #pragma once, a guard, and conditional parts.
#include "Inputs/outer.h"
#include "Inputs/outer.h"
#include <stdio.h>

async int main(void)
{
    printf("%d\n", await outer(3));
    printf("%d\n", await other_outer(3));
    printf("%d %d\n", await OUTER(4), outer_constant);
    return 0;
}
// with: Inputs/outer-too.c
// expect: 6
// expect: 64
// expect: 15 7
// elision: same
