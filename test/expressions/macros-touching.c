// RUN: %matrix %s
// elision: same
// A macro may touch what is in front of it, and stand after a name when that is replaced.
#include <asyncc.h>
#include <stdio.h>
#define COMMA ,
#define PLUS +
#define OR ||
#define ASSIGN =
#define QUESTION ? 1:
#define ID(x) x
#define BOTH(x, y) ((x)PLUS(y))
async int g(int x)
{
    await async_yield();
    return x;
}
static void change(int *p)
{
    ++*p;
}
// clang-format off
async int add(int a, int b)
{
    return await g(a)PLUS b;
}
async int main(void)
{
    int x = 1, a[2]ASSIGN{await g(1), 2};
    change(&x);
    printf("%d %d\n", await add(await g(1)COMMA(x)), await g(0)OR(x)PLUS 0);
    printf("%d\n", ID(await g(2)PLUS await g(3))PLUS BOTH(await g(4)PLUS 1, x));
    a[await g(1)]ASSIGN(a[0]PLUS await g(5));
    printf("%d %d\n", a[1], (await g(0))QUESTION 7);
    return 0;
}
// clang-format on
// expect: 3 1
// expect: 12
// expect: 6 7
