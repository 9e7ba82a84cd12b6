// RUN: %matrix %s
// Awaits in initialisers: lists, nested ones, designated ones, of unknown length, compound literals, several declarators.
#include "../Inputs/waits.h"

struct point {
    int x, y;
};
struct shape {
    const char *name;
    struct point corner[2];
    union {
        int i;
        double d;
    } u;
};

static void show(const struct shape *s)
{
    say("%s %d,%d %d,%d %g\n", s->name, s->corner[0].x, s->corner[0].y, s->corner[1].x, s->corner[1].y, s->u.d);
}
static async struct point point(int x, int y)
{
    say("(%d %d)", x, y);
    await rest();
    return (struct point){x, y};
}

static async void test(void)
{
    int a = await see(1), b = a + await see(2), *p = &a, c = *p + await see(3);
    say("%d %d %d\n", a, b, c);
    int list[] = {await see(4), 5, await see(6)};
    say("%d: %d %d %d\n", (int)(sizeof list / sizeof *list), list[0], list[1], list[2]);
    int holes[6] = {await see(1), [3] = await see(2), 7, [1] = 9};
    for (int i = 0; i < 6; i++)
        say("%d ", holes[i]);
    say("\n");
    struct point q = {.y = await see(3), .x = 4};
    say("%d %d\n", q.x, q.y);
    struct point r = {await see(5)};
    say("%d %d\n", r.x, r.y);
    struct shape s = {"one", {{await see(1), 2}, await point(3, 4)}, .u.d = await get_double(0.5)};
    show(&s);
    struct shape t = {.corner[1] = {.y = await see(6)}, .name = await get_pointer("two")};
    show(&t);
    struct shape u = s, v = *(struct shape *)await get_pointer(&t);
    show(&u);
    show(&v);
    int grid[2][2] = {{await see(1), 2}, {3, await see(4)}};
    say("%d\n", grid[0][0] + grid[0][1] + grid[1][0] + grid[1][1]);
    int flat[2][2] = {await see(1), 2, 3, await see(4)};
    say("%d\n", flat[1][0] * 10 + flat[1][1]);
    struct point points[] = {await point(1, 2), {3, await see(4)}, [4] = {await see(5), 6}};
    say("%d %d %d\n", (int)(sizeof points / sizeof *points), points[1].y, points[4].x);
    char text[] = {(char)await get('a'), 'b', 0}, word[] = "word", letter = word[await get(3)];
    say("%s %s %c\n", text, word, letter);
    q = (struct point){await see(7), await see(8)};
    say("%d %d\n", q.x, q.y);
    say("%d\n", ((struct point){.y = await see(9)}).y + (int[]){1, 2}[1]);
    double d[2] = {await get(1), await get_double(1.5)};
    say("%g %g\n", d[0], d[1]);
    unsigned char small[2] = {(unsigned char)await get(258)};
    say("%d %d\n", small[0], small[1]);
    /* A list in a loop is made anew each time. */
    for (int i = 0; i < 3; i++) {
        int fresh[3] = {i, await see(i)};
        fresh[2] += i;
        say("%d%d%d ", fresh[0], fresh[1], fresh[2]);
    }
    say("\n");
    /* A scope's own name is not yet the value of the one outside. */
    int x = 3;
    {
        int y = x, x = await see(y);
        say("%d\n", x);
    }
}
// flags: -Wno-missing-braces -Wno-missing-field-initializers
// expect: <1><2><3>1 3 4
// expect: <4><6>3: 4 5 6
// expect: <1><2>1 9 0 2 7 0 
// expect: <3>4 3
// expect: <5>5 0
// expect: <1>(3 4)one 1,2 3,4 0.5
// expect: <6>two 0,0 0,6 0
// expect: one 1,2 3,4 0.5
// expect: two 0,0 0,6 0
// expect: <1><4>10
// expect: <1><4>34
// expect: (1 2)<4><5>5 4 5
// expect: ab word d
// expect: <7><8>7 8
// expect: <9>11
// expect: 1 1.5
// expect: 2 0
// expect: <0>000 <1>111 <2>222 
// expect: <3>3
// elision: same
