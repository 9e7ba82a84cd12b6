// RUN: %matrix %s
// Arrays of variable length, and pointers to them, whose elements have the type of an expression.
#include "../Inputs/waits.h"

#define SAME(x) __typeof__(x)
#define LIST(x, n) __typeof__(x) in_macro[n]

static async int lists(int n)
{
    __typeof__(n) list[n + 1], table[2][n], *pointers[n], (*whole)[n + 1] = &list;
    list[n] = await get(3);
    table[1][n - 1] = await get(4);
    pointers[0] = &n;
    SAME(n++) other[n];
    SAME(list[0]) one = await get(5), many[await get(2) + n];
    many[n + 1] = one;
    other[n - 1] = 6;
    await rest();
    return (*whole)[n] + table[1][n - 1] + *pointers[0] + other[n - 1] + many[n + 1] + (int)(sizeof many / sizeof *many);
}

static async int elements(int n)
{
    int three[3] = {0};
    __typeof__(three) rows[n];
    const __typeof__(&n) pointers[2][n + 1];
    (void)pointers;
    rows[n - 1][2] = await get(7);
    await rest();
    return rows[n - 1][2] + (int)(sizeof rows / sizeof ***&rows + sizeof pointers / sizeof **pointers);
}

static async int in_macros(int n)
{
    LIST(n, n);
    (void)in_macro;
    in_macro[n - 1] = 2;
    {
        LIST(n, n + 1);
        in_macro[n] = await get(9);
        n += in_macro[n];
    }
    return n;
}

static async int last(int n)
{
    __typeof__(int[n]) whole; /* its length is in the typeof; no await */
    whole[n - 1] = n;
    return whole[n - 1];
}

async static void test(void)
{
    say("%d\n", await lists(3));
    say("%d\n", await elements(4));
    say("%d\n", await in_macros(5) + await last(1));
}
// expect: 26
// expect: 29
// expect: 15
// elision: same
