// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// A pool hides use after free: frames that were given back are taken again at once, by functions of other kinds, while
// results, children and arguments of earlier calls are still in use. Every value must be its own.
#include "../Inputs/waits.h"

struct words {
    unsigned v[6];
};

static async struct words fill(unsigned x)
{
    struct words w;
    for (unsigned i = 0; i < 6; i++) {
        w.v[i] = x + i;
        await rest();
    }
    return w;
}
static async unsigned check(struct words w, unsigned x)
{
    unsigned bad = 0;
    for (unsigned i = 0; i < 6; i++) {
        await rest();
        bad += w.v[i] != x + i;
    }
    return bad;
}
static async unsigned sum(struct words a, struct words b, int depth)
{
    unsigned here = a.v[0] + b.v[5];
    if (depth == 0)
        return here;
    unsigned below = await sum(b, await fill(here), depth - 1);
    return below + here + await check(await fill(below), below);
}
static async int chatter(int n)
{
    int r = 0;
    while (n--) {
        struct words w = await fill((unsigned)n);
        r += await check(w, (unsigned)n) ? 1000 : 1;
    }
    return r;
}

static async void test(void)
{
    say("%u\n", await check(await fill(5), 5));
    say("%u\n", await sum(await fill(1), await fill(2), 4));
    struct words a, b, c;
    unsigned x, y;
    int z;
    await async_gather(a = fill(10), b = fill(20), z = chatter(5), c = fill(30));
    await async_gather(x = check(a, 10), y = check(b, 20), z = chatter(3));
    say("%u %u %u %d\n", x, y, await check(c, 30), z);
    async struct words later = async_start(fill(40)), last = fill(50);
    z = await chatter(4);
    say("%d %u\n", z, await check(await later, 40) + await check(await last, 50));
    async_task *t = async_spawn(chatter(6)), *u = async_spawn(fill(60));
    z = await chatter(2);
    await async_join(u);
    say("%d\n", z + (int)await check(await fill(70), 70));
    await async_join(t);
}
// expect: 0
// expect: 180
// expect: 0 0 0 3
// expect: 4 0
// expect: 2
// elision: same
