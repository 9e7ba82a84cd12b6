// A branch in which nothing but a pragma stands leaves no trace, so that the header keeps the directive. Names in it are
// not replaced by the compiler's values, also where it directly follows a macro without a value.
// view: each
// RUN: %matrix %s
#include "Inputs/silent-branch.h"
#include <asyncc.h>
#include <stdio.h>

async int main(void)
{
    int lengths[__GNUC__] = {0};
    await async_yield();
    printf("%d %d %zu\n", COMPILER EMPTY, ONE, sizeof lengths / sizeof *lengths);
}
