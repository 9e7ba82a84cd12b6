// Structs without members, and those that begin with one: GNU C has them, and they have no zero in braces.
//
// RUN: %matrix --all %s
// flags: -Wno-pedantic -Wno-conditional-uninitialized -Wno-sometimes-uninitialized
// clang-format off
#include "../Inputs/waits.h"

struct empty {};
struct none { int a[0]; };
struct first { struct empty e; int a; };

static async struct empty all(struct empty x, struct none y, struct first z, int n)
{
    await rest();
    say("%d %d\n", (int)(sizeof x + sizeof y), z.a + n);
    return x;
}
static async struct empty ends(struct empty x, struct empty y[])
{
    await rest();
    (void)x, (void)y;
    while (!y)
        return x;
    return *y;
}
static async struct first maybe(struct first x)
{
    await rest();
    if (x.a)
        return x;
    return (struct first){.a = 9};
}
static async void test(void)
{
    struct empty local, *at = &local;
    struct first last;
    int i = await get(1);
    if (i)
        last.a = 3;
    await rest();
    struct empty other = i ? await ends(local, at) : await all(local, (struct none){}, last, 1);
    async struct empty object = all(other, (struct none){}, last, 2);
    (void)await object;
    say("%d %d\n", (await maybe(last)).a, (await maybe((struct first){.a = 0})).a);
}
// expect: 0 5
// expect: 3 9
// elision: same
