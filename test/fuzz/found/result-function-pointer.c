// RUN: %matrix --all %s
// A result that is a pointer to a function, spelled out: that function's parameters are not this one's.
#include <asyncc.h>

static int add(int a, int b)
{
    return a + b;
}

async int (*choose(float x))(int, int)
{
    await async_yield();
    return x > 1 ? add : 0;
}

async int main(void)
{
    return (await choose(2.0f))(-2, 2);
}
