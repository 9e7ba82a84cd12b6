// RUN: %matrix --all %s
// An await that cannot be reached.
#include <asyncc.h>
#include <stdio.h>

async int f(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int i = 0;
    do {
        goto out;
    } while (++i < await f(3));
out:
    printf("%d\n", i);
    return 0;
}
// expect: 0
