// RUN: %matrix --all %s
// An operand that is a macro invocation and reads what may change is evaluated before the awaits to its right.
#include <asyncc.h>
#include <stdio.h>
#define ADD(a, b) ((a) + (b))

struct three {
    int a, b, c;
};
static int calls = 1;

async int f(int x)
{
    await async_yield();
    calls++;
    return x;
}

static int digits(int a, int b, int c)
{
    return a * 100 + b * 10 + c;
}

async struct three list(int n)
{
    int i = n;
    await f(1);
    return (struct three){ADD(i, calls), await f(5), await f(2)};
}

async int arguments(int n)
{
    int i = n;
    await f(1);
    return digits(ADD(i, calls), await f(5), await f(2));
}

async int operands(int n)
{
    int i = n;
    await f(1);
    return ADD(i, calls) * 100 + await f(5) * 10 + await f(2);
}

async int main(void)
{
    struct three x = await list(4);
    printf("%d %d %d\n", x.a, x.b, x.c);
    calls = 1;
    printf("%d\n", await arguments(4));
    calls = 1;
    printf("%d\n", await operands(4));
    return 0;
}
// expect: 6 5 2
// expect: 652
// expect: 652
