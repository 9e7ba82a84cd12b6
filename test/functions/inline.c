// RUN: %matrix %s
// C99's inline with external linkage: the definition in a header, one file gives it out, another may inline it or not.
#include "Inputs/inline.h"
#include <stdio.h>

extern async int external(int x);

async int slow(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    printf("%d\n", await external(1));
    printf("%d\n", await other(2));
    return 0;
}
// with: Inputs/inline-too.c
// expect: 11
// expect: 13
// elision: same
