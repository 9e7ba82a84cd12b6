// What stands left of an await and is not as constant as it looks; what becomes the right side of an = in the output.
//
// RUN: %matrix --all %s
// flags: -Wno-pedantic -Wno-unused-value
// clang-format off
#include "../Inputs/waits.h"

struct p { int x, y; };
struct m { int rows[3][3]; };
#define LAST say("+"), y
#define LAST_IN (x + y)

static int next(int *i)
{
    say("<%d>", *i);
    return (*i)++;
}

static async int commas(int c)
{
    int x = 1, y = 50, arr[4] = {1, 2, 3, 4};
    int a = c ? say("-"), y : await get(3);
    int s = ({ await get(1); say("+"), y; });
    { int j = 2; arr[say("."), j] = await get(9); }
    int q = ({ await get(1); LAST; });
    int r = ({ await get(1); LAST_IN; });
    int z = c ? LAST_IN : await get(3), zz = c ? (LAST) : await get(3);
    say("%d %d %d %d %d %d %d\n", a, s, arr[2], q, r, z, zz);
    return x;
}
static async void subscripts(void)
{
    struct p l[4] = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
    struct m s = {{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}};
    int i = 0;
    int e = l[next(&i)].x * 100 + await get(i);
    int d = l[next(&i)].y + await get(next(&i));
    say("%d %d\n", e, d);
    i = 1;
    int a = s.rows[next(&i)][await get(2)];
    s.rows[next(&i)][await get(0)] = 77;
    say("%d %d %d\n", a, s.rows[2][0], 1[s.rows[0]]);
}
static async void sizes(int n)
{
    int before = (int)(sizeof(int[next(&n)]) / sizeof(int)) * 10 + await get(n);
    say("%d\n", before);
}
static async void fields(void)
{
    struct { unsigned b : 3, w : 20; int s : 5; } g = {7, 1000, -3}, *p = &g;
    g.b /= await get(-2);
    say("%d ", g.b);
    p->b = 7;
    p->b %= await get(-4);
    say("%d ", g.b);
    g.w /= await get(-3);
    g.s *= await get(2);
    say("%u %d\n", g.w, g.s);
}

static async void test(void)
{
    await commas(1);
    await subscripts();
    await sizes(4);
    await fields();
}
// expect: -+.++50 50 9 50 51 51 50
// expect: <0><1><2>101 6
// expect: <1><2>6 77 2
// expect: <4>45
// expect: 5 3 1048243 -6
