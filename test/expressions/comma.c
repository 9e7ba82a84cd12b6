// RUN: %matrix %s
// The comma operator: each side once and in order, the value of the right one; in every place where it may stand.
#include "../Inputs/waits.h"

static int count;

static int plain(int x)
{
    say("(%d)", x);
    count += x;
    return x;
}

static async void test(void)
{
    count = 0;
    int x = (await see(1), plain(2));
    say("%d\n", x);
    x = (plain(3), await see(4));
    say("%d\n", x);
    x = (await see(5), plain(6), await see(7), plain(8));
    say("%d\n", x);
    plain(9), await see(10), plain(11);
    say("\n");
    await see(12), (void)plain(13);
    say("\n");
    await rest(), await rest(), plain(14);
    say("\n");
    x = 1, x += await get(1), x *= await get(10);
    say("%d\n", x);
    for (int i = 0, j = 8; plain(i), i < await get(j); i += 3, await rest(), j--)
        say(".");
    say("\n");
    int a[3] = {1, 2, 3};
    say("%d\n", a[plain(0), await see(1)]);
    if (plain(0), await see(1), plain(2))
        say("then\n");
    while (x--, await rest(), x > 16)
        say("%d ", x);
    say("\n");
    switch (await see(3), plain(4)) {
    case 4:
        say("four\n");
    }
    say("%d %d\n", ((void)plain(20), await see(21)), (await rest(), count));
    /* The left side's assignment is seen on the right. */
    int y = 1;
    x = (y = await get(5), y + await get(1));
    say("%d\n", x);
    return (void)plain(30), say("\n"), await rest();
}
// flags: -Wno-pedantic
// expect: <1>(2)2
// expect: (3)<4>4
// expect: <5>(6)<7>(8)8
// expect: (9)<10>(11)
// expect: <12>(13)
// expect: (14)
// expect: 20
// expect: (0).(3).(6)
// expect: (0)<1>2
// expect: (0)<1>(2)then
// expect: 19 18 17 
// expect: <3>(4)four
// expect: (20)<21>21 101
// expect: 6
// expect: (30)
