// RUN: %matrix --all %s
// Parentheses around a comparison or an assignment as a condition: no warning that the source does not have.
#include <asyncc.h>

async int f(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int a = 3;
    if ((await f(1) == 0))
        return 1;
    if ((a += await f(1)))
        a = 2;
    while ((a = await f(0)))
        ;
    return a;
}
