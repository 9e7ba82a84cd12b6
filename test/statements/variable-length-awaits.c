// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Awaits in the lengths of arrays and of pointers to them; pointers to arrays of variable length as values that have to
// outlive a wait: from casts, from variables, by arithmetic.
#include "../Inputs/waits.h"
#include <stdlib.h>

static int calls;

static int next(void)
{
    say("(%d)", ++calls);
    return calls;
}
static async int lengths(int n)
{
    int list[await see(n)], *end = list + n - 1;
    for (int i = 0; i < (int)(sizeof list / sizeof *list); i++)
        list[i] = i;
    int grid[await see(2)][await see(n) + 1], other[next()][await see(3)][next()];
    await rest();
    grid[1][n] = *end + await get(10);
    other[calls - 2][2][calls - 1] = 5;
    int (*row)[await see(n) + 1] = &grid[await see(1)], (*plain)[next()] = malloc(sizeof *plain * (size_t)await see(2));
    (*plain)[calls - 1] = await get((*row)[n]);
    int (*same)[next() + await get(1)] = await get_pointer(plain), count[(n++, await get(4)) + n], after = n;
    await rest();
    n = (int)(sizeof list + sizeof grid + sizeof *grid + sizeof *row + sizeof *plain + sizeof *same + sizeof count) + after;
    n = n / (int)sizeof(int) + (*plain)[calls - 2] + (int)(sizeof other / sizeof ***other);
    free(plain);
    return n + other[calls - 4][2][calls - 3];
}
static async int in_blocks(int n)
{
    int sum = 0;
    for (int list[await get(n)], i = await get(0); i < n; i++) {
        list[i] = i;
        await rest();
        sum += list[i] + (int)(sizeof list / sizeof *list);
    }
    for (int i = 1; i < n; i++) {
        if (await get(i) == 2)
            continue;
        char text[await get(i) * 2][await get(n)];
        memset(text, i, sizeof text);
        await rest();
        sum += text[i][n - 1] + (int)sizeof text + ({ short inner[await get(2)]; inner[1] = 1; await rest(); inner[1]; });
    }
    return sum;
}
static async int values(int width, int *flat)
{
    int (*p)[width] = (int (*)[width])flat, (*rows[2])[width] = {p, p + 1}, sum = 0;
    /* the width changes meanwhile, and so does the pointer */
    sum += ((int (*)[width])flat)[await get(1)][width = await get(2)];
    sum += ((int (*)[next() - calls + 3])flat)[await get(1)][await get(1)];
    sum += ((int (*)[width++ + 1])(flat++))[await get(1)][await get(0)] * 100 + width * 1000;
    sum += (p++)[await get(0)][await get(2)] + (*p)[await get(0)];
    sum += (p - 1)[(p = NULL, await get(1))][1];
    p = *rows;
    sum += (p + 1)[p++, await get(0)][0] + p[await get(-1)][await get(2)];
    sum += (*(rows[await get(1)] - 1))[p = NULL, await get(1)] + (*rows)[*rows += 1, await get(1)][2];
    sum += (await get(1) ? rows[0] : (p = rows[1]))[await get(-1)][1] + (*(await get(0) ? NULL : &(*rows)[-1]))[2];
    p = *rows;
    sum += (int)(sizeof *p + sizeof(int[width][3])) / (int)sizeof(int) * await get(width);
    return sum + (int)(*p - *rows[1]) + flat[0];
}
static async void test(void)
{
    int cells[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    calls = 0;
    say("%d\n", await lengths(3));
    say("%d\n", await in_blocks(4));
    say("%d\n", await values(3, *cells));
}
// flags: -Wno-sequence-point -Wno-unsequenced -Wno-unused-value -Wno-pedantic -Wno-unknown-warning-option -Wno-maybe-uninitialized
// expect: <3><2><3>(1)<3>(2)<3><1>(3)<2>(4)59
// expect: 60
// expect: (5)3481
