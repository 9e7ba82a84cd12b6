// RUN: %matrix %s
// Operators in each other: an await deep in one operand of each kind of operator, in the middle of calls, subscripts,
// casts, choices, literals, assignments; the trace tells what ran, once, and in which order.
#include "../Inputs/waits.h"

struct point {
    int x, y;
};
struct path {
    struct point *points;
    int count;
    async int (*length)(struct path *);
};

static int plain(int x)
{
    say("(%d)", x);
    return x;
}
static async struct point point(int x, int y)
{
    await rest();
    return (struct point){x, y};
}
static async int length(struct path *p)
{
    int sum = 0;
    for (int i = 0; i < p->count; i++)
        sum += await see(p->points[i].x) * (p->points[i].y = await see(p->points[i].y) + 1);
    return sum;
}
static int weave(int a, struct point p, const char *text)
{
    return a * 1000 + p.x * 100 + p.y * 10 + text[0] - '0';
}

static async void test(void)
{
    int a[4] = {1, 2, 3, 0}, i = 0;
    struct point points[3] = {{1, 2}, {3, 4}, {5, 6}};
    struct path path = {points, 3, length}, *p = &path;

    say("%d\n", plain(1) + (await see(2) ? plain(3) * (await see(4) - plain(5)) : plain(6)) - plain(7) * await see(8));
    say("%d\n", weave(plain(1) + await see(2), await point(plain(3), await see(4)), &"56789"[await see(1)]));
    say("%d\n", a[a[a[await see(0)] - await see(1)] + plain(1)]);
    say("%d\n", await p->length(p) + p->points[await see(1)].y);
    a[i++] += a[await see(1)] * (a[plain(2)] -= await see(1));
    say("%d %d %d\n", a[0], a[2], i);
    say("%d\n", (plain(1), await see(2), plain(3)) + (await see(4), plain(5)));
    say("%d\n", !(await see(1) && !(plain(0) || await see(0))) || plain(9));
    say("%d\n", (int)(await get_double((double)await see(3) / 2) * await see(4)) % (await see(5) << plain(1)));
    struct point q = await see(1) ? (plain(2), await point(await see(3), plain(4))) : points[await see(9)];
    say("%d %d\n", q.x, q.y);
    q = (struct point){.x = q.y + await see(q.x), .y = q.x + await see(6)};
    say("%d %d\n", q.x, q.y);
    int x = (i = await see(3)) * (i += await see(2)) + (await see(i) ? await see(i--) : plain(i++)) - ~-await see(i);
    say("%d %d\n", x, i);
    say("%d\n", (await point(1, 2)).x + (await see(0) ?: (await point(3, plain(4))).y) + (&points[2] - points == 2));
    do {
        say("%d ", *(await see(i) > 2 ? &i : &x) -= await see(1));
    } while (i > await see(2) && (x = await see(i), plain(1)));
    say("%d %d\n", i, x);
    for (int n = await see(3), m = plain(n) + await see(n); n -= await see(1), m > 5; m -= n + await see(plain(1)))
        say("[%d %d]", n, m);
    say("\n");
    switch (a[await see(1)] + (plain(1) ? await see(1) : 0)) {
    case 3:
        say("three %d\n", (a[1] = await see(3), a[1] << plain(1)));
    }
}
// flags: -Wno-pedantic -Wno-unknown-warning-option -Wno-sequence-point -Wno-unsequenced
// expect: (1)<2>(3)<4>(5)(7)<8>-58
// expect: (1)<2>(3)<4><1>3346
// expect: <0><1>(1)3
// expect: <1><2><3><4><5><6><1>58
// expect: <1>(2)<1>5 2 1
// expect: (1)<2>(3)<4>(5)8
// expect: <1>(0)<0>(9)1
// expect: <3><4><5>(1)6
// expect: <1>(2)<3>(4)3 4
// expect: <3><6>7 9
// expect: <3><2><5><5><4>17 4
// expect: <0>(4)6
// expect: <4><1>3 <2><3>(1)<3><1>2 <2>2 3
// expect: <3>(3)<3><1>[2 6](1)<1><1>
// expect: <1>(1)<1><3>(1)three 6
