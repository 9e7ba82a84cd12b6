// RUN: %matrix %s
// Parameters are locals: assigned, their address taken, many of them, unused ones, names of all sorts, none at all,
// const and register, in registers and on the stack of the call.
#include "../Inputs/waits.h"

static async int many(int a, char b, double c, long long d, const char *e, float f, short g, void *h, int i, int j,
                      long double k, unsigned char l)
{
    await rest();
    int sum = a + b + (int)(c * 2) + (int)d + e[0] + (int)(f * 2) + g + (h == NULL) + i + j + (int)(k * 2) + l;
    await rest();
    return sum + a + l;
}
static async int assigned(int n, int *out)
{
    n *= 2;
    await rest();
    n += *out;
    out = &n;
    await rest();
    *out += 1;
    return n;
}
static async int countdown(unsigned n)
{
    int sum = 0;
    while (n--)
        sum += await get((int)n);
    return sum;
}
static async int only_later(int early, int late)
{
    int x = early;
    await rest();
    return x + late;
}
static async int never_read(int a __attribute__((unused)), int b)
{
    await rest();
    (void)b;
    return 1;
}
static async int qualified(const int a, register int b, int *restrict c, volatile int d)
{
    await rest();
    b += *c;
    *c = a;
    await rest();
    return a + b + d;
}
static async int called_frame(int frame, int result, int self, int state, int r1, int t1, int value, int wait, int await_1,
                              int f, int called_frame)
{
    int r2 = await get(frame), t2 = r2 + await get(self);
    goto await_2;
await_2:
    await rest();
    return frame + result + self + state + r1 + t1 + value + wait + await_1 + f + called_frame + r2 + t2;
}
static async int old()
{
    return await get(1);
}
static async int by_function(int f(int), async int g(int), int x)
{
    int y = f(x);
    await rest();
    return f(y) + await g(x);
}
static int minus(int x)
{
    return x - 1;
}

static async void test(void)
{
    say("%d\n", await many(1, 2, 3.5, 4, "\5", 6.5f, 7, NULL, 8, 9, 10.5L, 11));
    int x = 5;
    say("%d %d\n", await assigned(3, &x), x);
    say("%d %d\n", await countdown(5), await countdown(0));
    say("%d %d\n", await only_later(1, 2), await never_read(1, 2));
    say("%d", await qualified(1, 2, &x, 4));
    say(" %d\n", x);
    say("%d\n", await called_frame(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    say("%d\n", await old());
    say("%d\n", await by_function(minus, get, 7));
}
// flags: -Wno-strict-prototypes -Wno-unknown-warning-option -Wno-deprecated-non-prototype
// expect: 101
// expect: 12 5
// expect: 10 0
// expect: 3 1
// expect: 12 1
// expect: 71
// expect: 1
// expect: 12
// elision: same
