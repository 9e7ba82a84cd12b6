// RUN: %matrix %s
// Assignments in expressions: chained, as operands, as conditions, as arguments; what is left of an await is done before.
#include "../Inputs/waits.h"

static int a, b, list[4];

static int weave(int x, int y, int z)
{
    return (x * 10 + y) * 10 + z;
}

static async void test(void)
{
    memset(list, 0, sizeof list);
    a = b = await get(3);
    say("%d %d\n", a, b);
    int x, y, z;
    x = y = z = await get(4) + 1;
    say("%d %d %d\n", x, y, z);
    list[a - 3] = list[a - 2] = await get(5);
    say("%d %d\n", list[0], list[1]);
    x = (y = await get(1)) + (z = await get(2)) * 10;
    say("%d %d %d\n", x, y, z);
    say("%d\n", weave(x = await get(1), y = await get(2), z = 3));
    a = 1;
    say("%d\n", weave((a = 2, a), await get(5), (a = 3, a)));
    say("%d\n", (a = 7) + await get(a));
    b = (a += await get(1)) - (a -= 0);
    say("%d %d\n", a, b);
    if ((x = await get(3)) == 3 && (y = x + await get(1)) == 4)
        say("%d %d\n", x, y);
    while ((x -= await get(1)) > 0)
        say("%d ", x);
    say("%d\n", x);
    unsigned char narrow;
    int wide = narrow = (unsigned char)await get(300);
    say("%d %d\n", wide, narrow);
    int converted = (narrow = await get(513));
    say("%d\n", converted);
    double d;
    int i;
    d = i = await get_double(2.75);
    say("%g\n", d);
    int *p = &x, **q = &p;
    **q = *p = await get(9);
    say("%d %d\n", x, y);
}
// flags: -Wno-unknown-warning-option -Wno-sequence-point -Wno-unsequenced -Wno-conversion
// expect: 3 3
// expect: 5 5 5
// expect: 5 5
// expect: 21 1 2
// expect: 123
// expect: 253
// expect: 14
// expect: 8 0
// expect: 3 4
// expect: 2 1 0
// expect: 44 44
// expect: 1
// expect: 2
// expect: 9 4
// elision: same
