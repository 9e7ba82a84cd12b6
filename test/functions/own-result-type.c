// RUN: %matrix %s
// Result types that are declared where the function is, or have no name but a typedef's.
#include "../Inputs/waits.h"

static async enum number { ONE = 1, TWO } number(int x)
{
    await rest();
    return x == 1 ? ONE : TWO;
}
static async struct pair { int a, b; } pair(int a, int b)
{
    await rest();
    return (struct pair){a, b};
}
static struct { int unused; } nameless_variable = {0};
typedef struct { struct { int x; } inner; } nested;
static async nested make(int x)
{
    nested n = {{x}};
    await rest();
    return n;
}

static async void test(void)
{
    enum number n = await number(2);
    struct pair p = await pair(3, 4);
    await rest();
    say("%d %d %d %d %d\n", n == TWO, p.a, p.b, (await make(5)).inner.x, nameless_variable.unused);
}
// expect: 1 3 4 5 0
// elision: same
