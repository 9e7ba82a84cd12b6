// RUN: %matrix --all %s
// Inline async functions of a header that nothing uses are left out; but not those that are the only users of static
// functions or variables, which compilers would then warn about.
#include <asyncc.h>
#include <stdio.h>
#include "Inputs/header-unused-static.h"

async int main(void)
{
    await async_yield();
    printf("done\n");
    return 0;
}
// expect: done
