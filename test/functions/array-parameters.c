// Parameters that are written as arrays: prototypes and definitions of the output agree about how they are spelled, or
// gcc warns.
//
// RUN: %matrix %s
// with: Inputs/array-parameters-2.c
#include "Inputs/array-parameters.h"

#include <stdio.h>

static async int before(int n, unsigned a[4]);
static async int early(unsigned a[4])
{
    return await before(1, a) + await outside(a, 4);
}
static async int before(int n, unsigned a[4])
{
    await async_yield();
    return n + (int)a[1];
}
static async int plain(const unsigned a[static 2], int n)
{
    return (int)a[n];
}
async int main(void)
{
    unsigned a[4] = {1, 2, 3, 4};
    printf("%d %d\n", await early(a), await plain(a, 3));
    return 0;
}
// expect: 13 4
// elision: same
