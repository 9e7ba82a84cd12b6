// RUN: %matrix --all %s
// A macro's parentheses around its argument, where it is expanded: no warning that the text does not have.
#include <asyncc.h>
#define BOTH(a, b) ((a) && (b))

async int f(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int i = await f(0);
    if (BOTH(i == 0, await f(1) == 0))
        return 1;
    return 0;
}
