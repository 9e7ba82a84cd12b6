// RUN: %matrix %s
// elision: same
// typeof of a call of an async function, in results, parameters and locals: it is the type of its value. What such a
// call would be in the output has another type.
#include "../Inputs/waits.h"

struct pair {
    double a, b;
};

static async struct pair pair(int n)
{
    return (struct pair){await get(n), 2};
}
static async __typeof__(get(0)) number(void)
{
    return await get(3);
}
static async __typeof__(pair(0)) same(__typeof__(pair(1)) p, const __typeof__(get(2)) n);
static async __typeof__(pair(0)) same(__typeof__(pair(1)) p, const __typeof__(get(2)) n)
{
    p.a += n;
    await rest();
    return p;
}
static async __typeof__(pair(0)) *pointer(__typeof__(pair(1)) *p, __typeof__(number()) *(*f)(__typeof__(get(0)) *))
{
    await rest();
    if (f)
        p->b = *f(&(int){5});
    return p;
}
static int *give(int *n)
{
    return n;
}
/* (The call in the size was taken for an effect of it.) */
static async int sized(double x, int v[sizeof(pair(0))], __typeof__(get(0)) w[2])
{
    await rest();
    return v[0] + w[1] + (int)x;
}
static async void test(void)
{
    typedef __typeof__(pair(7)) result;
    result r = await pair(await sized(1.5, (int[16]){1}, (int[]){2, 3}));
    say("%g ", r.a);
    __typeof__(get(7)) n = await number();
    __typeof__(pair(7)) p = await pair(n), *at = &p, list[2] = {{1, 2}, await pair(8)};
    await rest();
    p = await same(p, 4);
    say("%d %g %g", n, at->a, list[1].a);
    say(" %g %zu\n", (await pointer(&p, give))->b, sizeof(pair(0)) / sizeof(double));
}
// expect: 5 3 7 8 5 2
