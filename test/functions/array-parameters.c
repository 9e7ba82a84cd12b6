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
/* Pinned: they live in the frame, as pointers to elements. */
typedef int row[4];
typedef const row rows[2];
static async int pinned(row r, rows all)
{
    int **place = &r;
    const row **whole = &all;
    await async_yield();
    (*place)[1] += r[0];
    ++r;
    (*whole)++;
    await async_yield();
    return r[0] + all[0][2] + (*place)[1];
}
async int main(void)
{
    unsigned a[4] = {1, 2, 3, 4};
    printf("%d %d\n", await early(a), await plain(a, 3));
    row r = {10, 20, 30, 40};
    rows all = {{0}, {1, 2, 3, 4}};
    printf("%d\n", await pinned(r, all));
    return 0;
}
// expect: 13 4
// expect: 63
// elision: same
