#include <asyncc.h>

async int rest(void)
{
    await async_yield();
    return 0;
}

async int only_here(int a)
{
    return a + 2;
}

async int alone(int a);
async int again(int a);
async int both(int a);
extern int ordinary(int a);

async extern inline __attribute__((gnu_inline)) int of_other(int a)
{
    return a + 100;
}

async int of_other(int a)
{
    await async_yield();
    return a + 11;
}

async int other(int a)
{
    return await alone(a) + await again(a) + await both(a) + (ordinary(a) == a + 4);
}
