// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// elision: same
// Pointers to arrays of variable length inside of other declarators: atomic pointers, pointers to functions that give
// or take one.
#include <asyncc.h>
#include <stdio.h>

static async int later(int x)
{
    await async_yield();
    return x;
}

static async int atomic(int n, int (*p)[n])
{
    int (*_Atomic q)[n] = p;
    await async_yield();
    return (*q)[n - 1];
}

static async int specifier(int n, int (*p)[n])
{
    _Atomic(int (*)[n]) q = p;
    n = 100;
    await async_yield();
    return (*q)[2] + (int)sizeof *q;
}

static async int pointer_to_pointer(int n, int (*p)[n])
{
    int (*s)[n] = p;
    int (**_Atomic r)[n] = &s;
    int (*_Atomic u)[n] = p + 1;
    int (*_Atomic *t)[n] = &u;
    await async_yield();
    return (**r)[2] * 10 + (*(*t))[2] + (int)(sizeof **r + sizeof **t);
}

static async int array(int n, int (*p)[n])
{
    int (*_Atomic q[2])[n] = {p, p + 1};
    await async_yield();
    int sum = 0;
    for (int i = 0; i < 2; i++)
        sum += (*q[i])[await later(n - 1)];
    return sum + (int)sizeof **q;
}

static async int in_heads(int n, int (*p)[n])
{
    int (*volatile _Atomic q)[n] = p;
    int sum = 0;
    for (int (*_Atomic r)[n] = p; r < p + 3; r++)
        sum = sum * 10 + (*q++)[await later(0)] + (*r)[1];
    return sum;
}

static async int parameter(int n, int (*_Atomic p)[n])
{
    int before = n;
    n = 7;
    await async_yield();
    return (*p)[2] + (int)sizeof *p + before;
}

static int (*row(int n, int (*p)[3]))[3]
{
    return p + n;
}

static async int functions(int n, int (*p)[n])
{
    int (*(*none)(int (*)[n]))[n] = 0;
    int (*(*list[2])(int, int (*)[n]))[n] = {0};
    int (*(*table[3])(int))[3] = {0};
    int (*(*(*inner)[n])(int))[n] = (void *)table;
    int (*(*deep)(int (*)[n][n]))[n] = 0;
    void (*taking)(int, int (*)[n]) = 0;
    int (*(*f)(int, int (*)[n]))[n] = (int (*(*)(int, int (*)[n]))[n])row;
    n = 100;
    await async_yield();
    printf("%d%d%d%d%d ", !none, !list[0], !list[1], !taking, !deep);
    printf("%d %d %d ", (int)(sizeof *inner / sizeof none), (int)(sizeof *f(1, p) / sizeof(int)), n);
    int sum = (*f(1, p))[0];
    sum = sum * 10 + (*f(await later(1), p))[1];
    sum = sum * 10 + await later((*f(2, p))[2]);
    return sum;
}

async int main(void)
{
    int a[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    printf("%d %d\n", await atomic(3, a), await specifier(3, a));
    printf("%d\n", await pointer_to_pointer(3, a));
    printf("%d %d\n", await array(3, a), await in_heads(3, a));
    printf("%d\n", await parameter(3, a));
    printf("%d\n", await functions(3, a));
    return 0;
}
// expect: 3 15
// expect: 60
// expect: 21 405
// expect: 18
// expect: 11111 3 3 100 459
