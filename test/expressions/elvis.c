// RUN: %matrix %s
// GNU's a ?: b evaluates a once, and b only if a is zero.
#include "../Inputs/waits.h"

static int count;

static int plain(int x)
{
    say("(%d)", x);
    count++;
    return x;
}

static async void test(void)
{
    count = 0;
    say("%d\n", plain(0) ?: await see(1));
    say("%d\n", plain(2) ?: await see(3));
    say("%d\n", await see(0) ?: plain(4));
    say("%d\n", await see(5) ?: plain(6));
    say("%d\n", await see(0) ?: await see(7));
    say("%d\n", await see(0) ?: await see(0) ?: await see(8));
    say("%d\n", 10 * (await see(9) ?: await see(1)) + 1);
    const char *name = await get_pointer(NULL) ?: "nobody";
    say("%s %d\n", name, count);
}
// flags: -Wno-pedantic
// expect: (0)<1>1
// expect: (2)2
// expect: <0>(4)4
// expect: <5>5
// expect: <0><7>7
// expect: <0><0><8>8
// expect: <9>91
// expect: nobody 3
// elision: same
