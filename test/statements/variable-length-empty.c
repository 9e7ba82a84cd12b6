// RUN: %asyncc %s -o %t.c -- -std=c2x
// RUN: %gcc -std=gnu11 -Wno-pedantic %san %t.c %lib -pthread -o %t && %t | FileCheck %s
// RUN: %clang -std=c2x -Wno-c11-extensions %t.c %lib -pthread -o %t && %t | FileCheck %s
// In C23 an array of variable length may be initialised with {}; in the frame it is cleared, each time.
#include <asyncc.h>
#include <stdio.h>

static async int get(int x)
{
    await async_yield();
    return x;
}
static async int sum(int n)
{
    int s = 0;
    for (int round = 0; round < 3; round++) {
        long a[n] = {}, b[n][await get(2)] = {};
        a[round % n]++;
        b[round % n][1] += 5;
        await async_yield();
        for (int i = 0; i < n; i++)
            s = s * 3 + (int)(a[i] + b[i][1]);
    }
    return s;
}
static async int others(int n)
{
    struct point {
        int x, y;
    } points[n] = {}, point = {};
    int(*pointers[2])[n] = {};
    await async_yield();
    return points[n - 1].y + point.x + (pointers[1] == NULL);
}
async int main(void)
{
    // CHECK: 78 1530 39858 1
    int one = await sum(1), two = await sum(2), three = await sum(3);
    printf("%d %d %d %d\n", one, two, three, await others(3));
    return 0;
}
