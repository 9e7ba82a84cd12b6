// RUN: %matrix %s
// c ? a : b evaluates one side only, and only its awaits run (clang 59181); the type of its value is the common type
// of both sides.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};

static async struct pair make(int a, int b)
{
    say("[%d %d]", a, b);
    await rest();
    return (struct pair){a, b};
}

static async void note(const char *text)
{
    await rest();
    say("%s", text);
}

static int plain(int x)
{
    say("(%d)", x);
    return x;
}

static async unsigned get_unsigned(unsigned x)
{
    await rest();
    return x;
}

static async char get_char(int x)
{
    await rest();
    return (char)x;
}

static async void test(void)
{
    for (int c = 0; c < 2; c++) {
        say("%d\n", c ? await see(1) : await see(2));
        say("%d\n", c ? await see(1) : plain(2));
        say("%d\n", c ? plain(1) : await see(2));
        say("%d\n", await see(c) ? plain(1) : plain(2));
        say("%d\n", await see(c) ? await see(10) + 1 : await see(20) + 2);
        say("%d\n", plain(5) + (c ? await see(1) : 2) + plain(6));
        say("%d\n", c ? await see(0) ? await see(1) : await see(2) : await see(3) ? await see(4) : await see(5));
        say("%d\n", (c ? await see(2) : await see(1)) ? c ? 10 : await see(11) : 12);
        int x = c ? await see(7) : -1, y = c ? -1 : await see(8);
        say("%d %d\n", x, y);
        c ? await note("yes\n") : await note("no\n");
        c ? await note("yes\n") : (void)plain(3);
        c ? (void)0 : await note("not c\n");
        struct pair p = c ? await make(1, 2) : (struct pair){3, 4};
        say("%d\n", p.a + (c ? p : await make(5, 6)).b);
        int *q = c ? await get_pointer(&x) : NULL;
        say("%d\n", q ? *q : -1);
        /* int and double: a double; int and unsigned: unsigned; char and char: an int, as wide as one. */
        say("%g\n", (c ? await get(1) : await get_double(2.5)) / 2);
        say("%d\n", (c ? await get(-1) : await get_unsigned(1)) > 0);
        say("%d %d\n", (int)sizeof(c ? (char)1 : (char)2), (c ? await get_char(100) : await get_char(120)) + 100);
        /* The condition is not read again. */
        int once = c;
        say("%d\n", once ? (once = 0, await see(1)) : (once = 1, await see(2)));
        /* As an argument, an index, a place, a condition. */
        int a[4] = {1, 2, 3, 4};
        say("%d\n", a[c ? await see(1) : await see(2)]);
        *(c ? &a[0] : (int *)await get_pointer(&a[3])) = await see(9);
        say("%d %d\n", a[0], a[3]);
        if (c ? await see(0) : await see(1))
            say("then\n");
        else
            say("else\n");
        while (c ? x-- > await see(6) : await see(0))
            say("loop\n");
        say("\n");
    }
}
// flags: -Wno-sign-compare
// expect: <2>2
// expect: (2)2
// expect: <2>2
// expect: <0>(2)2
// expect: <0><20>22
// expect: (5)(6)13
// expect: <3><4>4
// expect: <1><11>11
// expect: <8>-1 8
// expect: no
// expect: (3)not c
// expect: [5 6]9
// expect: -1
// expect: 1.25
// expect: 1
// expect: 4 220
// expect: <2>2
// expect: <2>3
// expect: <9>1 9
// expect: <1>then
// expect: <0>
// expect: <1>1
// expect: <1>1
// expect: (1)1
// expect: <1>(1)1
// expect: <1><10>11
// expect: (5)<1>(6)12
// expect: <0><2>2
// expect: <2>10
// expect: <7>7 -1
// expect: yes
// expect: yes
// expect: [1 2]3
// expect: 7
// expect: 0.5
// expect: 1
// expect: 4 200
// expect: <1>1
// expect: <1>2
// expect: <9>9 4
// expect: <0>else
// expect: <6>loop
// expect: <6>
// elision: same
