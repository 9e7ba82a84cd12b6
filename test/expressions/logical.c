// RUN: %matrix %s
// && and || stop where C says, give 0 or 1, and take any scalar.
#include "../Inputs/waits.h"

static int plain(int x)
{
    say("(%d)", x);
    return x;
}

static async void test(void)
{
    for (int a = 0; a < 2; a++)
        for (int b = 0; b < 3; b += 2) {
            say("%d\n", await see(a) && await see(b));
            say("%d\n", await see(a) || await see(b));
            say("%d\n", plain(a) && await see(b));
            say("%d\n", plain(a) || await see(b));
            say("%d\n", await see(a) && plain(b));
            say("%d\n", await see(a) || plain(b));
            say("%d\n", await see(a) && await see(b) && await see(5));
            say("%d\n", (await see(a) && await see(b)) || await see(6));
            say("%d\n", (await see(a) || await see(b)) && await see(7));
            say("%d\n", !(await see(a) || !await see(b)));
            say("%d\n", (await see(a) && await see(b)) + (await see(a) || await see(b)) * 10);
            say("%d\n", plain(1) + (plain(a) && await see(b)) + plain(3));
            int x = a, y = b;
            if ((x = await see(y)) && x > 1)
                say("x %d\n", x);
            if (x || (y = await see(9)))
                say("y %d\n", y);
            while (a && y-- > 0 && await see(y))
                say("again ");
            for (int i = 0; i < 2 && await see(b); i++)
                say("round ");
            say("%d\n", x && (plain(1), await see(a)) && plain(4));
        }
    /* Any scalar is a condition: a double below one, a pointer. */
    double half = 0.5;
    int n = 3;
    say("%d\n", await get_double(0.5) && 1);
    say("%d\n", half && await get_double(0.25));
    say("%d\n", 0 || await get_double(0.25));
    say("%d\n", await get_pointer(&n) && await get_pointer(NULL));
    say("%d\n", !await get_pointer(&n) || await get_pointer(&n));
    say("%d\n", 2 && await get(4));
}
// expect: <0>0
// expect: <0><0>0
// expect: (0)0
// expect: (0)<0>0
// expect: <0>0
// expect: <0>(0)0
// expect: <0>0
// expect: <0><6>1
// expect: <0><0>0
// expect: <0><0>0
// expect: <0><0><0>0
// expect: (1)(0)(3)4
// expect: <0><9>y 9
// expect: <0>0
// expect: <0>0
// expect: <0><2>1
// expect: (0)0
// expect: (0)<2>1
// expect: <0>0
// expect: <0>(2)1
// expect: <0>0
// expect: <0><6>1
// expect: <0><2><7>1
// expect: <0><2>1
// expect: <0><0><2>10
// expect: (1)(0)(3)4
// expect: <2>x 2
// expect: y 2
// expect: <2>round <2>round (1)<0>0
// expect: <1><0>0
// expect: <1>1
// expect: (1)<0>0
// expect: (1)1
// expect: <1>(0)0
// expect: <1>1
// expect: <1><0>0
// expect: <1><0><6>1
// expect: <1><7>1
// expect: <1>0
// expect: <1><0><1>10
// expect: (1)(1)<0>(3)4
// expect: <0><9>y 9
// expect: <8>again <7>again <6>again <5>again <4>again <3>again <2>again <1>again <0><0>0
// expect: <1><2>1
// expect: <1>1
// expect: (1)<2>1
// expect: (1)1
// expect: <1>(2)1
// expect: <1>1
// expect: <1><2><5>1
// expect: <1><2>1
// expect: <1><7>1
// expect: <1>0
// expect: <1><2><1>11
// expect: (1)(1)<2>(3)5
// expect: <2>x 2
// expect: y 2
// expect: <1>again <0><2>round <2>round (1)<1>(4)1
// expect: 1
// expect: 1
// expect: 1
// expect: 0
// expect: 1
// expect: 1
// elision: same
