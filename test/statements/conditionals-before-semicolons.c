// RUN: %matrix %s
//
// A conditional that has the semicolon of a statement: of one in a block, as the body of a loop, and of a jump.
#include <asyncc.h>
#include <stdio.h>

static async int get(int x)
{
    await async_yield();
    return x;
}

// clang-format off
async int main(void)
{
    int n = 5;
    while (n-- > await get(2))
        printf("loop %d\n", n)
#ifdef __STDC__
        ;
#else
        + 1;
#endif
    for (int i = 0; i < await get(5); i++) {
        printf("body %d\n", i)
#ifdef __STDC__
        ;
#else
        ; break;
#endif
        if (i == 1) break
#ifdef __STDC__
        ;
#endif
    }
    do
        n++
#if defined __STDC__
        ;
#else
        , n++;
#endif
    while (await get(n) < 4);
    if (await get(n) == 3)
        printf("no\n");
    else
        printf("end %d\n", n)
#ifndef __STDC__
        + 1
#endif
        ;
    return 0;
}
// clang-format on
// elision: same
// expect: loop 4
// expect: loop 3
// expect: loop 2
// expect: body 0
// expect: body 1
// expect: end 4
