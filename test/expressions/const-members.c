// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Structs with const members, which nothing can be assigned to, as values of ?: and statement expressions.
#include "../Inputs/waits.h"

struct fixed {
    const int x;
    int y;
};
struct nested {
    struct fixed f[2];
};

static struct fixed make(int x)
{
    return (struct fixed){x, x + 1};
}
static async struct fixed later(int x)
{
    await rest();
    return make(x);
}
static async struct nested both(int x)
{
    return (struct nested){{{x, await get(1)}, await later(x)}};
}
static async void choose(int c)
{
    struct fixed a = c ? await later(3) : make(7);
    struct fixed b = __extension__({ await rest(); make(c); });
    say("%d %d %d %d ", a.x, a.y, b.x, b.y);
    say("%d %d ", (c ? make(1) : await later(8)).y, (await get(c) ? a : b).x);
    struct nested n = c ? await both(5) : (struct nested){{a, b}};
    const struct nested m = __extension__({ c ? n : await both(9); });
    say("%d %d %d\n", n.f[0].x, n.f[1].y, (c ? await both(6) : m).f[await get(1)].x);
}
static async struct fixed given(int c)
{
    return c ? await later(20) : __extension__({ struct fixed f = await later(30); f; });
}
static async void test(void)
{
    await choose(0);
    await choose(1);
    say("%d %d\n", (await given(0)).x, (await given(1)).x);
    (void)(await get(1) ? await later(1) : make(2));
}
// expect: 7 8 0 1 9 0 7 1 9
// expect: 3 4 1 2 2 3 5 6 6
// expect: 30 20
// elision: same
