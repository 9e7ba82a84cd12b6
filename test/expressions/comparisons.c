// RUN: %matrix %s
// A comparison that is all that is left of a condition stands in no parentheses of its own: with a temporary in it, clang
// takes `if ((r1.value == 1))` for a mistake; without one it was the user's macro.
#include "../Inputs/waits.h"

#define SECOND(a, b) ((void)(a), (b))
#define SAME(a, b) ((a) == (b))

static async void test(void)
{
    int n = 0;
    if (SECOND(await get(1), await get(2) == 2))
        n += 1;
    if (SECOND(await see(1), SAME(await get(2), 2)))
        n += 2;
    while ((await see(3), (await get(n) == 3)))
        n += 4;
    do
        n += 8;
    while (SECOND(0, ((await rest(), await get(n) == 15))));
    for (; SECOND(await rest(), SAME(await get(n), 23)); n++)
        ;
    switch (SECOND(await rest(), await get(n) == 24)) {
    case 1:
        n += 100;
    }
    say("%d\n", n);
}
// flags: -Wno-unused-value -Wno-switch-bool
// expect: <1><3><3>124
// elision: same
