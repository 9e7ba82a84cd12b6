// RUN: %matrix --all %s
// An ordinary inline function of a header uses async ones, and nothing else does; it is not used itself.
#include <asyncc.h>
#include <stdio.h>
#include "Inputs/header-unused.h"

async int main(void)
{
    await async_yield();
    printf("done\n");
    return 0;
}
// expect: done
