// RUN: %matrix %s
// Macros that are defined anew, and pragmas, between the parts of statements that are taken apart: between a loop's head
// and its body, in front of a do's condition, between declarators; and in the blocks of statement expressions.
#include "../Inputs/waits.h"

static void look(int *p)
{
    (void)p;
}
#define X 1
static async int heads(int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
#undef X
#define X 10
    {
        look(&i);
        s += X;
        await get(i);
    }
    for (int i = 0; i < await get(2); i++)
#undef X /* of several
 lines */
#define X \
    100
        s += X;
    while (await get(n) > 0)
#pragma GCC diagnostic push
#undef X
#define X 1000
    { s += X; n--; }
#pragma GCC diagnostic pop
    do
#undef X
#define X 10000
    { s += X; n++; }
#undef X
#define X 3
    while (await get(n) < X);
    return s;
}
static async int declarators(int n)
{
    int a = await get(n), *p = &a,
#undef X
#define X 100
        b = X, unset
#undef X
#define X 7
        ;
    await rest();
    unset = X;
    const int
#undef X
#define X 5
        c = X,
#undef X
#define X 1000
        d = await get(X);
    await rest();
    return *p + b + c + d + unset;
}
static async int blocks(int n)
{
    int r = n + __extension__({
#undef X
#define X 40
        int y = await get(X);
#undef X
#define X 2
        y + X;
    });
    return r + X;
}

static async void test(void)
{
    say("%d %d %d\n", await heads(3), await declarators(1), await blocks(3));
}
// expect: 33230 1113 47
// elision: same
