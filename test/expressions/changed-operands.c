// RUN: %matrix %s
// A local on the left of an await that changes on its right, by assignment, ++, a compound assignment, a comma, a choice,
// in the await's own arguments: the left operand is the value from before, the right ones see the change.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};

static int weave(int a, int b, int c)
{
    return (a * 100 + b) * 100 + c;
}

static async void test(void)
{
    int x = 1, y = 2, list[3] = {10, 20, 30}, i = 0;
    struct pair p = {1, 2};
    say("%d\n", x + (x = 5, await get(x)));
    say("%d\n", x + await get(x = 7));
    say("%d\n", x + await get(x++) + x);
    say("%d\n", x++ + await get(x) * 10 + x++);
    say("%d\n", -x + (x += await get(1)));
    say("%d\n", x);
    x = 3;
    say("%d\n", weave(x, await get(x++), x));
    say("%d\n", list[i] + await get(i = 2) + list[i]);
    say("%d\n", list[i] + (list[2] = await get(1)) + list[i]);
    say("%d\n", p.a + await get(p.a = 4) + p.a);
    say("%d\n", p.a + p.b * (p = (struct pair){5, await get(6)}).b + p.a);
    say("%d\n", (x = 1) + await get(x) + (x = 2) + await get(x));
    say("%d\n", x + (y ? (x = await get(8)) : 0) + x);
    say("%d\n", x + (y && (x = await get(9)) > 1) + x);
    say("%d\n", (x > 5) + await get(x = 2) + (x > 5));
    say("%d\n", (x ? x + 1 : 0) + await get(x = 0) + (x ? 100 : 200));
    int *q = &y;
    say("%d\n", y + await get(*q = 6) + y);
    say("%d\n", *q + (q = &x, await get(1)) + *q);
    q = list;
    say("%d\n", *q++ + await get(*q++) + *q);
    say("%d\n", q[-1] + (await get(0), q--, 0) + q[-1]);
    const char *text = "abc";
    say("%c%c\n", *text, *(text += await get(2)));
    unsigned char c = 255;
    say("%d\n", c + await get(++c) + c);
    say("%d\n", weave(y = 1, await get(y + 1), y + 2));
    x = 5;
    x = x + (x = await get(1)) * 10 + x;
    say("%d\n", x);
    x += x + await get(x = 1);
    say("%d\n", x);
    list[x = 1] = await get(x + 1) + (x = 0);
    say("%d %d %d\n", list[0], list[1], x);
}
// The elision need not agree: C leaves the order open.
// flags: -Wno-sequence-point -Wno-unknown-warning-option -Wno-unsequenced
// expect: 6
// expect: 12
// expect: 22
// expect: 107
// expect: 1
// expect: 11
// expect: 30304
// expect: 42
// expect: 32
// expect: 9
// expect: 21
// expect: 6
// expect: 18
// expect: 18
// expect: 3
// expect: 203
// expect: 14
// expect: 7
// expect: 31
// expect: 30
// expect: ac
// expect: 255
// expect: 10203
// expect: 16
// expect: 33
// expect: 10 2 0
