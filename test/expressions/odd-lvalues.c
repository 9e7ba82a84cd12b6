// Lvalues that are a variable in disguise: chosen by _Generic or a builtin, subscripted the wrong way round, a part of a
// complex number or a vector. Changes of them are changes of the variable, and their address is its address.
//
// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O2, sanitizers" %s
// flags: -Wno-pedantic -Wno-psabi
// clang-format off
#include "../Inputs/waits.h"

struct s { int a[3]; };
typedef int v4 __attribute__((vector_size(16)));

static async void chosen(int x)
{
    int y = 5, *p = &_Generic(1, int: y, char: 0), *q = &__builtin_choose_expr(1, y, 0);
    await rest();
    *p += 4;
    say("%d %d ", y, *q);
    _Generic(1, int: x) = 6;
    await rest();
    say("%d ", x);
    __builtin_choose_expr(1, x, 0) = 8;
    await rest();
    say("%d\n", x);
}
static async int reversed(struct s s)
{
    await rest();
    1[s.a] = 50;
    await rest();
    return s.a[1] + s.a[0];
}
static async int parts(_Complex double z, v4 v)
{
    await rest();
    __real__ z = 4;
    __imag__ z += 10;
    v[1] = 20;
    await rest();
    v4 sum = v + (v4){1, 1, await get(1), await get(2)};
    return (int)__real__ z * 1000 + (int)__imag__ z * 100 + v[1] + sum[3];
}

static v4 shared = {1, 2, 3, 4};
static async void elements(v4 *p, int i)
{
    shared[1] = await get(50);
    shared[await get(2)] = 30;
    (*p)[i] += await get(7);
    p[0][await get(3)]++;
    say("%d %d %d %d\n", shared[0], shared[1], shared[2], shared[3]);
}

static v4 rows[2] = {{1, 2, 3, 4}, {5, 6, 7, 8}};
static async v4 *row(int i)
{
    await get(i);
    return &rows[i];
}
static async void rows_and_elements(void)
{
    rows[0] = (v4){1, 2, 3, 4};
    rows[1] = (v4){5, 6, 7, 8};
    rows[await get(1)][await get(3)] -= 1;
    rows[await get(1)][await get(2)] = 70;
    rows[await get(0)][await get(0)]++;
    (*await row(0))[await get(1)] = 20;
    (await row(1))[0][await get(1)] *= 2;
    int value = rows[await get(1)][await get(1)];
    say("%d %d %d %d %d\n", rows[0][0], rows[0][1], rows[1][2], rows[1][3], value);
}

static async void test(void)
{
    await rows_and_elements();
    shared = (v4){1, 2, 3, 4};
    await elements(&shared, 0);
    await chosen(1);
    say("%d\n", await reversed((struct s){{1, 2, 3}}));
    say("%d\n", await parts(1.0 + 2.0i, (v4){1, 2, 3, 4}));
}
// expect: 2 20 70 7 12
// expect: 8 50 30 5
// expect: 9 9 6 8
// expect: 51
// expect: 5226
// elision: same
