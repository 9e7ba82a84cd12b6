// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Locals that have to be saved where something else has their name: a typedef, an enumerator, a function, a variable of
// another file.
#include "../Inputs/waits.h"

#define SECRET(x) ((x) + hidden)

static async int by_typedef(int param)
{
    int a = 3, hidden = 1;
    {
        typedef short a;
        typedef struct { a param; } param;
        param p = {(short)await get(7)};
        await rest();
        say("%d %d ", p.param + (int)sizeof(a), SECRET(await get(1)));
    }
    return a + param;
}
static async int by_enumerator(int param)
{
    int n = await get(5), m = 6, hidden = 100;
    for (int i = 0; i < 2; i++) {
        enum { n = 3, m };
        struct { enum { param = 9 } e; } s = {param};
        enum { hidden = 50 };
        await rest();
        say("%d %d %d %d ", n + m, (int)s.e, SECRET(i), (int)sizeof(enum { i = 8 }) + i);
        {
            int n = await get(20);
            await rest();
            say("%d ", n + m);
        }
    }
    await rest();
    return n + m + param + hidden;
}
int function(int);
int outer = 1000;
static async int by_declaration(int n)
{
    int function = n, variable = n + 1, outer = n + 2;
    {
        int function(int), k = await get(1);
        extern int variable;
        await rest();
        variable += 10;
        say("%d %d ", function(k), variable);
        {
            extern int outer;
            int variable = await get(3);
            await rest();
            say("%d %d ", outer, variable + function(0));
        }
    }
    return function + variable * 10 + outer * 100;
}
int variable = 5;
int function(int x)
{
    return x + 1;
}
static async void test(void)
{
    variable = 5;
    say("%d\n", await by_typedef(4));
    say("%d\n", await by_enumerator(4));
    say("%d\n", await by_declaration(2));
    say("%d\n", outer);
}
// expect: 9 2 7
// expect: 7 9 50 12 24 7 9 51 12 24 115
// expect: 2 15 1000 4 432
// expect: 1000
// elision: same
