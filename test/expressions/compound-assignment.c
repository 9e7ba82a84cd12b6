// RUN: %matrix %s
// Every compound assignment with an await on its right: the old value is the one from before the await, the arithmetic
// is done in C's type, the result converted back to the type of the left side. (gcc and clang read the old value of a global
// after the call, so the elision prints other numbers in the second line.)
#include "../Inputs/waits.h"
#include <stdbool.h>

static int global;

static async int bump(int x)
{
    await rest();
    global += 1000;
    return x;
}

static async void operators(void)
{
    int x = 100;
    x += await get(11);
    say("%d ", x);
    x -= await get(1);
    say("%d ", x);
    x *= await get(3);
    say("%d ", x);
    x /= await get(4);
    say("%d ", x);
    x %= await get(50);
    say("%d ", x);
    x <<= await get(3);
    say("%d ", x);
    x >>= await get(1);
    say("%d ", x);
    x &= await get(0xfc);
    say("%d ", x);
    x |= await get(3);
    say("%d ", x);
    x ^= await get(0xff);
    say("%d\n", x);
}

static async void precedence(void)
{
    /* The right side is one operand, whatever stands in it. */
    int x = 100;
    x -= await get(3) - 2;
    say("%d ", x);
    x *= await get(3) + 1;
    say("%d ", x);
    x /= await get(1) ? 2 : 4;
    say("%d ", x);
    x -= 10, await get(1);
    say("%d ", x);
    global = 10;
    global -= await bump(3) - 2;
    say("%d ", global);
    global = 10;
    global *= await bump(3) + 1;
    say("%d ", global);
    global = 10;
    global >>= await bump(0) | 1;
    say("%d ", global);
    global = 10;
    global += await bump(1) ? await bump(20) : 30;
    say("%d\n", global);
}

static async void types(void)
{
    unsigned char c = 250;
    c += await get(10);
    say("%d ", c);
    signed char s = 100;
    s /= await get(3);
    say("%d ", s);
    unsigned short us = 3;
    us -= await get(4);
    say("%d ", us);
    int i = 10;
    i *= await get_double(0.25);
    say("%d ", i);
    i -= await get_double(-0.75);
    say("%d ", i);
    float f = 1;
    f /= (float)await get(4);
    say("%g ", (double)f);
    double d = 7;
    d += await get(1) / 2.0;
    say("%g ", d);
    bool b = true;
    b += await get(1);
    say("%d ", b);
    b &= await get(2);
    say("%d ", b);
    unsigned u = 1;
    u -= (unsigned)await get(2);
    say("%d ", u == ~0u);
    long long ll = 1;
    ll <<= await get(40);
    say("%lld ", ll);
    int numbers[5] = {1, 2, 3, 4, 5}, *p = numbers;
    p += await get(3);
    say("%d ", *p);
    p -= await get(2);
    say("%d\n", *p);
}

static async void results(void)
{
    /* A compound assignment is an expression, whose value is the new one. */
    int x = 1, y = 2;
    say("%d ", x += await get(4));
    y = x *= await get(3);
    say("%d %d ", x, y);
    y -= x -= await get(5);
    say("%d %d ", x, y);
    unsigned char c = 255;
    y = c += await get(2);
    say("%d ", y);
    if ((x -= await get(10)) == 0)
        say("zero ");
    while ((x += await get(1)) < 4)
        say("%d ", x);
    say("\n");
}

static async void test(void)
{
    await operators();
    await precedence();
    await types();
    await results();
}
// expect: 111 110 330 82 32 256 128 128 131 124
// expect: 99 396 198 188 9 40 5 30
// expect: 4 33 65535 2 2 0.25 7.5 1 0 1 1099511627776 4 2
// expect: 5 15 15 10 5 1 zero 1 2 3 

