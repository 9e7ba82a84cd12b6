// RUN: %matrix --all %s
// elision: same
// Pointers to arrays of variable length whose declaration stands in the head of a for: their lengths are stored there.
#include <asyncc.h>
#include <stdio.h>

static async int later(int x)
{
    await async_yield();
    return x;
}

static async int plain(int n, int (*p)[n])
{
    int sum = 0;
    for (int (*q)[n] = p; q < p + n; q++) {
        await async_yield();
        sum += (*q)[n - 1];
    }
    return sum;
}

static async int inner_constant(int n, int (*p)[2][n])
{
    int sum = 0;
    for (int (*q)[2][n] = p; q < p + 2; q++) {
        await async_yield();
        sum += (*q)[1][n - 1] + (int)sizeof *q;
    }
    return sum;
}

static async int outer_constant(int n, int (*p)[n][2])
{
    int sum = 0;
    for (int (*q)[n][2] = p; q < p + 2; q++) {
        await async_yield();
        sum += (*q)[n - 1][1] + (int)sizeof *q + (int)sizeof **q;
    }
    return sum;
}

static async int two_at_once(int n, int (*p)[n])
{
    int sum = 0;
    for (int (*q)[n] = p, (*r)[n] = p + n - 1; q <= r; q++, r--) {
        await async_yield();
        sum = sum * 10 + q[0][0] + r[0][n - 1];
    }
    return sum;
}

static int next(int *n)
{
    return (*n)++;
}

static async int effects(int n, int (*p)[3])
{
    int sum = 0;
    for (int (*q)[next(&n)] = (void *)p; await later(q < p + 3); q++) {
        await async_yield();
        sum += (*q)[n - 2] + (int)sizeof *q;
    }
    return sum * 10 + n;
}

static async int changed(int n, int (*p)[n])
{
    int sum = 0;
    for (int (*q)[n] = p, (*r)[n] = q + 1, i = 0; i < 2; q = await later(1) ? q + 1 : 0, i++) {
        n = 100;
        sum += q[0][0] * 100 + r[0][0];
        await async_yield();
    }
    return sum;
}

static async int pointers_to_pointers(int n, int (*p)[n])
{
    int sum = 0;
    int (*list[2])[n] = {p, p + 1};
    for (int (**q)[n] = list; q < list + 2; q++) {
        await async_yield();
        sum += (**q)[n - 1] + (int)sizeof **q;
    }
    return sum;
}

static async int no_braces(int choice, int n, int (*p)[n])
{
    int sum = 0;
    if (choice)
        for (int (*q)[n] = p; q < p + n; q++)
            sum += await later((*q)[0]);
    else
        for (int (*q)[n + 1]; n < 5; n++)
            sum += await later((int)sizeof *q);
    return sum;
}

static async int without_value(int n)
{
    int sum = 0;
    for (int (*q)[n], i = 0; i < 2; i++) {
        sum += await later((int)sizeof *q);
        n = 7;
    }
    return sum;
}

static async int continued(int n, int (*p)[n])
{
    int sum = 0;
    for (int (*q)[n] = p; q < p + n; q += await later(1)) {
        if ((*q)[0] == 4)
            continue;
        sum += (*q)[await later(1)];
    }
    return sum;
}

async int main(void)
{
    int a[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    int b[2][2][3] = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
    int c[2][3][2] = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};
    printf("%d\n", await plain(3, a));
    printf("%d %d\n", await inner_constant(3, b), await outer_constant(3, c));
    printf("%d\n", await two_at_once(3, a));
    printf("%d\n", await effects(3, a));
    printf("%d\n", await changed(3, a));
    printf("%d\n", await pointers_to_pointers(3, a));
    printf("%d %d\n", await no_braces(1, 3, a), await no_braces(0, 3, a));
    printf("%d\n", await without_value(3));
    printf("%d\n", await continued(3, a));
    return 0;
}
// expect: 18
// expect: 66 82
// expect: 110
// expect: 544
// expect: 508
// expect: 33
// expect: 12 32
// expect: 24
// expect: 10
