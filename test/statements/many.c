// RUN: %matrix %s
// A function with hundreds of awaits, locals and labels, and expressions that are nested deep: the state is dispatched
// over two hundred labels, and nothing in the compiler is quadratic or has a limit that code can reach.
#include "../Inputs/waits.h"

#define TEN(X) X X X X X X X X X X
#define DEEP(x) (1 + (2 * (3 - (await get(x) ? await get(x) + (4 & await get(x)) : await get(x)))))

static async long long mix(int n)
{
    long long a = n, b = 1, c = 2, d = 3;
    TEN(TEN(a += await get(1); b ^= a * await get(2);))
    TEN(if (await get(0)) return a; while (c < 100) c += await get(7); { int d = await get(3); c += d; } d += c;)
    return a + b + c + d;
}
static async int deep(int x)
{
    return DEEP(DEEP(DEEP(x)));
}

static async void test(void)
{
    say("%lld\n", await mix(5));
    say("%d %d\n", await deep(0), await deep(3));
}
// expect: 1404
// expect: 37 -11
// elision: same
