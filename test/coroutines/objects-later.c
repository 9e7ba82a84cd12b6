// RUN: %matrix %s
// Objects, and arrays of them, that are declared first and made later, in blocks that wait and in blocks that do not.
#include <asyncc.h>
#include <stdio.h>

async int work(int x)
{
    await async_yield();
    return x * 10;
}
static int ordinary(int x)
{
    async int one, list[2], grid[2][2];
    one = work(x);
    list[1] = work(x + 1);
    grid[1][0] = async_start(work(x + 2));
    return async_run(one) + async_run(list[1]) + (x < 0 ? async_run(grid[1][0]) : 0);
}
async int waits(int x)
{
    async int one, list[3], grid[2][2];
    for (int i = 0; i < 3; i++) {
        async int inner[2];
        inner[i % 2] = work(i);
        list[i] = async_start(work(i + 1));
        x += await inner[i % 2];
    }
    grid[1][1] = work(7);
    one = work(8);
    return x + await one + await list[0] + await list[1] + await list[2] + await grid[1][1];
}
async int main(void)
{
    printf("%d\n", await waits(1));
    return 0;
}
int before(void)
{
    return ordinary(1);
}
// expect: 241
// elision: same
