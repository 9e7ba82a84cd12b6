// RUN: %matrix %s
// with: Inputs/inline-gnu89-other.c
// flags: -std=c11 -Wno-pedantic
// elision: same
// The attribute gnu_inline gives a function the meaning of inline from before C99, whatever the standard is.
#include <asyncc.h>
#include <stdio.h>

#define OLD __attribute__((__gnu_inline__))

async int rest(void);

OLD async inline int alone(int a)
{
    await rest();
    return a + 1;
}

async extern inline OLD int only_here(int a)
{
    await rest();
    return a + 2;
}

async extern inline OLD int again(int a)
{
    return a + 100;
}

static async int calls_again(int a)
{
    return await again(a) > a;
}

async int again(int a)
{
    await async_yield();
    return a + 3;
}

int ordinary(int a);
int ordinary(int a)
{
    return a + 4;
}

static inline OLD async int inside(int a)
{
    await rest();
    return a + 6;
}

OLD async inline int both(int a)
{
    return a + 5;
}
async int other(int a);

async int main(void)
{
    printf("%d %d %d\n", await alone(1), await only_here(1), await calls_again(1));
    printf("%d %d %d\n", await inside(1), await both(1), await other(1));
    return 0;
}
// expect: 2 3 1
// expect: 7 6 13
