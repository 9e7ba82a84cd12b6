// RUN: %matrix --all %s
// Static inline async functions that nobody calls.
#include <asyncc.h>

async int f(int x)
{
    await async_yield();
    return x;
}

static async int later(int depth, int x);

static inline async int other(int depth, int x)
{
    return depth <= 0 ? 1 : x + await later(depth - 1, x);
}

static inline async int later(int depth, int x)
{
    return depth <= 0 ? 2 : await other(depth - 1, x) + await f(2);
}

async int main(void)
{
    return await f(0);
}
