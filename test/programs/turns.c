// RUN: %matrix %s
// Awaits in turn inside a loop: nothing overlaps, and the values come back.
#include <asyncc.h>
#include <stdio.h>

async int half(int x)
{
    await async_sleep(0.01 * x);
    return x / 2;
}

async int main(void)
{
    for (int i = 8; i > 0; i = await half(i))
        printf("%d\n", i);
    return 0;
}
// expect: 8
// expect: 4
// expect: 2
// expect: 1
// elision: same
