// __label__ at the start of an async function: it has to stay in front of everything.
//
// RUN: %matrix --all %s
// flags: -Wno-pedantic
#include "../Inputs/waits.h"

static async int f(int n)
{
    __label__ out, again; __label__ last;
    int v[2] = {n};
again:
    if (await get(v[0]) > 3) goto out;
    v[0]++;
    goto again;
out:
    if (await get(n) == 2) goto last;
    v[0] += 100;
last:
    return v[0];
}
static async int g(int n) { __label__ a; if (n) goto a; n = await get(5); a: return n; }

static async void test(void)
{
    say("%d %d", await f(1), await f(2));
    say(" %d %d\n", await g(0), await g(1));
}
// expect: 104 4 5 1
// elision: same
