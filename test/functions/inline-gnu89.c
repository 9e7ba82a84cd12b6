// RUN: %matrix %s
// with: Inputs/inline-gnu89-other.c
// flags: -std=gnu89 -Wno-pedantic
// elision: same
/* Inline functions as they were before C99: `inline` alone gives a definition to other files, `extern inline` gives none
 * and may be defined again. */
#include <asyncc.h>
#include <stdio.h>

async int rest(void);

async inline int alone(int a)
{
    await rest();
    return a + 1;
}

async extern inline int only_here(int a)
{
    await rest();
    return a + 2;
}

async extern __inline int again(int a)
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

extern inline int ordinary(int a) { return a + 100; }
int ordinary(int a) { return a + 4; }

static inline async int later(int a);
async extern inline int both(int a) { return a + 5; }
async inline int both(int a);
extern async inline int of_other(int a);
async int other(int a);

extern inline int runs(int a) { return async_run(of_other(a)) * 0 + 7; }
int runs(int a) { return async_run(of_other(a)) * 0 + 7; }

async int main(void)
{
    printf("%d %d %d\n", await alone(1), await only_here(1), await calls_again(1));
    printf("%d %d\n", ordinary(1) > 1, await later(1));
    printf("%d %d\n", await both(1), await of_other(1));
    printf("%d\n", await other(1));
    printf("%d\n", runs(1));
    return 0;
}

static async int later(int a)
{
    await async_yield();
    return a + 6;
}
/*
// expect: 2 3 1
// expect: 1 7
// expect: 6 12
// expect: 13
// expect: 7
*/
