// Headers with #pragma once that define async functions, included twice and by each other: pasted, they must still come
// once. And compilers do not warn of what stands unused in a header.
//
// RUN: %matrix %s
#include "Inputs/once-a.h"
#include "Inputs/once-b.h"
#include "Inputs/once-a.h"
#include "Inputs/once-b.h"

#include <stdio.h>

async int main(void)
{
    printf("%d\n", await h(3));
    return 0;
}
// expect: 4
// elision: same
