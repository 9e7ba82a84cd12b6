// RUN: %matrix --all %s
// Locals that are aligned more than others keep that in the frame.
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>

async int f(int x)
{
    await async_yield();
    return x;
}

async int work(int n)
{
    int k = n, *p = &k;
    _Alignas(16) unsigned a[4] = {(unsigned)n};
    await f(1);
    return (int)((uintptr_t)a % 16 + a[0]) + *p;
}

async int main(void)
{
    printf("%d\n", await work(0));
    return 0;
}
// expect: 0
