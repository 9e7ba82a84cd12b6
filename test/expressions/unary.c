// RUN: %matrix %s
// Every unary operator and cast applied to what an await gives, and await's own place among them: await f(x) + 1 is
// (await f(x)) + 1, -await f(x) is -(await f(x)).
#include "../Inputs/waits.h"

static int array[4] = {10, 20, 30, 40};

static async int *at(int i)
{
    say("@%d ", i);
    await rest();
    return &array[i];
}
static async int **at_at(int **p)
{
    await rest();
    return p;
}

static async void test(void)
{
    for (int i = 0; i < 4; i++)
        array[i] = (i + 1) * 10;
    say("%d %d %d %d %d\n", -await get(1), +await get(2), ~await get(3), !await get(4), !!await get(5));
    say("%d %d\n", - -await get(6), -~-await get(7));
    say("%d\n", await get(1) + 1);
    say("%d\n", (int)await get_double(2.9) + (char)await get(256 + 3));
    say("%d\n", *await at(1));
    say("%d\n", ++*await at(1));
    say("%d\n", (*await at(2))++);
    say("%d\n", --*await at(2));
    say("%d\n", array[2]--);
    say("%d\n", -*await at(3) + *await at(0));
    say("%d\n", (int)(&*await at(3) - array));
    say("%d\n", (await at(1))[2]);
    int *p = array;
    say("%d\n", *++*await at_at(&p));
    say("%d\n", *(*await at_at(&p))++);
    say("%d\n", **await at_at(&p));
    say("%d\n", (int)sizeof array + await get(0));
    say("%d\n", (int)_Alignof(int) + await get(0));
    say("%g\n", (double)await get(1) / 4);
    say("%d\n", (_Bool)await get(42));
    say("%d\n", (int)(long)(void *)(size_t)await get(5));
    say("%d\n", ((int)await get(5), (void)0, 6));
    int x = 3;
    say("%d\n", x++ + await get(1));
    say("%d\n", ++x * await get(2));
    say("%d\n", -x + await get(x));
}
// flags: -Wno-unused-value
// expect: -1 2 -4 0 1
// expect: 6 -6
// expect: 2
// expect: 5
// expect: @1 20
// expect: @1 21
// expect: @2 30
// expect: @2 30
// expect: 30
// expect: @3 @0 -30
// expect: @3 3
// expect: @1 40
// expect: 21
// expect: 21
// expect: 29
// expect: 16
// expect: 4
// expect: 0.25
// expect: 1
// expect: 5
// expect: 6
// expect: 4
// expect: 10
// expect: 0
