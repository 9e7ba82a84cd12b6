// RUN: %matrix --all %s
// A frame that is larger than those in the pool.
#include <asyncc.h>

struct big {
    int v[200];
};

async int f(int x)
{
    await async_yield();
    return x;
}

async int work(int n)
{
    struct big b = {{n}};
    int *p = b.v;
    p[n] = 2;
    await f(1);
    return b.v[0] + p[n];
}

async int main(void)
{
    return await work(3) - 5;
}
