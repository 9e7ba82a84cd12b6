// RUN: %matrix %s
// Awaits in a list with designators run in the order of the text, which is not that of the members (where gcc and
// clang evaluate them when nothing awaits: C leaves it open). A designator that overrides an earlier one wins.
#include "../Inputs/waits.h"

struct point {
    int x, y, z;
};

static async void test(void)
{
    struct point p = {.z = await see(3), .x = await see(1), .y = await see(2)};
    say("%d %d %d\n", p.x, p.y, p.z);
    p = (struct point){.y = await see(4), .x = await see(5)};
    say("%d %d %d\n", p.x, p.y, p.z);
    int a[4] = {[2] = await see(6), await see(7), [0] = await see(8), await see(9)};
    say("%d %d %d %d\n", a[0], a[1], a[2], a[3]);
    struct point q[2] = {[1].y = await see(1), [1].x = await see(2), [0] = {.z = await see(3)}};
    say("%d %d %d\n", q[1].x, q[1].y, q[0].z);
    /* A name of the index and one of a member. */
    enum { LAST = 2 };
    int b[] = {[LAST] = await see(4)};
    say("%d %d\n", (int)(sizeof b / sizeof *b), b[LAST]);
}
// expect: <3><1><2>1 2 3
// expect: <4><5>5 4 0
// expect: <6><7><8><9>8 9 6 7
// expect: <1><2><3>2 1 3
// expect: <4>3 4
