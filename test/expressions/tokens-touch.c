// Tokens that a macro puts side by side do not become others when it is written out: - and - are no --.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

#define NEGADD(x, y) -x + (y)
#define NEG -v + await get(1)
// clang-format off
#define SUB(a, b) a-b
#define ADD(a, b) a+b
#define DIV(a, b) a/b
#define N n

static async int renamed(int n)
{
    int r = 0;
    {
        static int n = 10;
        n += await get(3);
        N++;
        r += N + await get(1);
        n -= 4;
    }
    return r + n;
}
static async void test(void)
{
    int v = 5, *p = &v;
    say("%d ", NEGADD(-v, await get(2)));
    say("%d ", -NEG);
    say("%d ", SUB(await get(3), -v));
    say("%d ", ADD(await get(3), +v));
    say("%d ", ADD(0xe, await get(1)));
    say("%d ", DIV(await get(30), *p));
    say("%d ", v+SUB(1, await get(1))+1);
    say("%d %d\n", v, await renamed(1));
}
// expect: 7 6 8 8 15 6 6 5 16
// elision: same
