// RUN: %matrix --all %s
// A local that is a gather's target has a value before, or none, when the gather suspends.
#include <asyncc.h>
#include <stdio.h>

async int f(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        int q, r = await f(2);
        q = await f(r + sum);
        await async_gather(r = f(q));
        sum += r + q;
    }
    printf("%d\n", sum);
    return 0;
}
// expect: 52
