// RUN: %matrix %s
// Awaits whose value nobody wants: as statements, cast to void, left of a comma, in a for header, of every type.
#include "../Inputs/waits.h"

struct large {
    int v[20];
};
static async struct large large(int x)
{
    say("l%d ", await get(x));
    return (struct large){{x}};
}
static async double number(double x)
{
    say("%g ", await get_double(x));
    return x;
}
static async void nothing(int x)
{
    say("n%d ", await get(x));
}

static async void test(void)
{
    await see(1);
    (void)await see(2);
    (await see(3));
    ((void)(await see(4)));
    (void)(await see(5) + 1);
    await large(6);
    (void)await large(7);
    await number(8);
    await nothing(9);
    (void)await nothing(10);
    (await nothing(11));
    await nothing(12), await large(13), await see(14);
    for (await see(15); await see(0); await see(16))
        ;
    (void)(await see(17) && await see(18));
    (void)(await see(0) ? await see(19) : await see(20));
    await see(0) ? await nothing(21) : await nothing(22);
    (void)(await large(23)).v[0];
    (void)!await see(24);
    await async_sleep(0);
    (void)await async_yield();
    await get(await see(25));
    await nothing(await see(26));
    ;
    { }
    /* The right operand of what nobody wants: a temporary for its value would be "set but not used". */
    int n = ((void)(await see(0) || (await see(27) == 1 || await see(28))), 7);
    await see(29) && (await see(0) || (await see(30) && await see(31)));
    (void)(await see(32) && (await see(33) ? await see(34) : n));
    say("%d\n", n);
}
// flags: -Wno-unused-value -Wno-empty-body
// expect: <1><2><3><4><5>l6 l7 8 n9 n10 n11 n12 l13 <14><15><0><17><18><0><20><0>n22 l23 <24><25><26>n26 <0><27><28><29><0><30><31><32><33><34>7
// elision: same
