// RUN: %matrix --all %s
// A for's step and a do's condition do not see the body's locals, which hide outer ones.
#include <asyncc.h>
#include <stdio.h>

async int f(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int k = 5;
    for (int i = 0; i < 2; i += await f(1)) {
        int k = 1;
        printf("%d\n", k);
    }
    int i = 0;
    do {
        char k = 2;
        printf("%d\n", k);
    } while (++i < await f(2) && k == 5);
    printf("%d\n", k);
    return 0;
}
// expect: 1
// expect: 1
// expect: 2
// expect: 2
// expect: 5
