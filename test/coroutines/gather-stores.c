// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// The values of a gather's calls are stored when each call ends, where others can see it; compound assignments add to
// what is there then.
#include <asyncc.h>
#include <stdio.h>

static int global;

static async int later(int seconds, int value)
{
    await async_sleep(seconds);
    return value;
}
static async int sees(int *x)
{
    int before = *x + global;
    await async_sleep(2);
    printf("%d, then %d %d at %g\n", before, *x, global, async_time());
    await async_sleep(2);
    return *x + global;
}
async int main(void)
{
    int x = 1, y = 5, z = 2, list[3] = {1, 2, 3};
    await async_gather(x = later(1, 10), global += later(3, 7), y = sees(&x));
    printf("%d %d %d\n", x, y, global);
    await async_gather(z += later(1, 10), list[z] -= later(2, 1), *&y *= later(0, 2));
    printf("%d %d %d\n", z, list[2], y);
    int sum = 0;
    await async_gather(sum += later(3, 1), sum += later(1, 2), later(2, 0));
    printf("%d at %g\n", sum, async_time());
    return 0;
}
// expect: 1, then 10 0 at 2
// expect: 10 17 7
// expect: 12 2 34
// expect: 3 at 9
