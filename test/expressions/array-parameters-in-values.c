// RUN: %matrix %s
//
// A parameter that is declared as an array is a pointer, also in a comma, a conditional, a sum or a statement expression.
#include <asyncc.h>
#include <stdio.h>

static async int get(int x)
{
    await async_yield();
    return x;
}

static async int take(const int *p, int x)
{
    await async_yield();
    return p ? *p + x : x;
}

static async int all(int a[], int c[3], int m[][2])
{
    int sum = await take((await get(1), a), await get(1));
    sum += 10 * await take(a + 1, await get(1));
    sum += 100 * await take(sum ? a : c, await get(1));
    sum += 1000 * await take((c), await get(1));
    sum += 10000 * await take((await get(1), m)[1], await get(1));
    sum += 100000 * await take(c++, await get(1));
    sum += 1000000 * await take(__extension__({ await get(1); c; }), await get(1));
    sum += 10000000 * await take(a = c, await get(1));
    return sum + 100000000 * await take(a += 1, await get(1));
}

async int main(void)
{
    int a[2] = {1, 2}, c[3] = {3, 4, 5}, m[2][2] = {{0, 0}, {5, 6}};
    printf("%d\n", await all(a, c, m));
    return 0;
}
// elision: same
// expect: 655464232
