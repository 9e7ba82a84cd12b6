// RUN: %matrix %s
// return: from any depth, of any expression, converted to the function's type; code after it; none at all.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};

static async int deep(int n)
{
    for (int i = 0; i < 3; i++)
        while (1) {
            switch (i) {
            default:
                do {
                    if (await get(i) == n)
                        return n * 100 + await get(i);
                } while (0);
            }
            break;
        }
    return -1;
}
static async unsigned char narrow(int x)
{
    await rest();
    return x;
}
static async double widen(int x)
{
    return await get(x);
}
static async int cut(double x)
{
    return await get_double(x) * 2;
}
static async _Bool truth(int x)
{
    return await get(x);
}
static async struct pair make(int x)
{
    return (struct pair){await get(x), x + 1};
}
static async struct pair pass(int x)
{
    return await make(x);
}
static async const char *text(int x)
{
    return await get(x) ? "yes" : NULL;
}
static async void nothing(int x)
{
    if (await get(x))
        return;
    say("not zero\n");
}
static async void nothing_of(int x)
{
    return await nothing(x);
}
static async int behind(int x)
{
    return await get(x);
    x += await get(1);
    return x;
}
static async int only_if(int x)
{
    if (await get(x))
        return 1;
    else
        return await get(2);
}
static async int forever(int x)
{
    for (;;)
        if (await get(x++) > 5)
            return x;
}
static async int none(int *x)
{
    *x = await get(4);
    return 0;
}
static async int parenthesised(int x)
{
    return(await get(x));
}
static async int with_comma(int x)
{
    return x++, await get(x);
}

static async void test(void)
{
    say("%d %d %d\n", await deep(0), await deep(2), await deep(5));
    say("%d %g %d %d\n", await narrow(300), await widen(3), await cut(1.75), await truth(256));
    say("%d %d\n", (await make(3)).b, (await pass(6)).a);
    say("%s %d\n", await text(1), await text(0) == NULL);
    await nothing_of(1);
    await nothing_of(0);
    int x = 0;
    await none(&x);
    say("%d %d %d %d %d\n", await behind(7), await only_if(1), await only_if(0), await forever(3), x);
    say("%d %d\n", await parenthesised(8), await with_comma(8));
}
// flags: -Wno-pedantic -Wno-conversion
// expect: 0 202 -1
// expect: 44 3 3 1
// expect: 4 6
// expect: yes 1
// expect: not zero
// expect: 7 1 2 7 4
// expect: 8 9
// elision: same
