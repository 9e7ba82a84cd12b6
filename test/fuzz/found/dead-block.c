// RUN: %matrix --all %s
// Awaits in a block under a condition that is never true: compilers are not misled about what is reached from where.
#include <asyncc.h>
#include <stdio.h>

static int total;

async int f(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    if (0) {
        for (int i = 0; i < 2; i++) {
            await f(i);
            total++;
        }
    }
    printf("%d\n", await f(total));
    return 0;
}
// expect: 0
