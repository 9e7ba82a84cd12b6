// RUN: %matrix %s
// Members of what an await gives: structs by value, pointers, unions, arrays in them.
#include "../Inputs/waits.h"

union number {
    int i;
    unsigned char bytes[sizeof(int)];
};
struct inner {
    int x, list[2];
};
struct outer {
    struct inner in;
    struct inner *at;
    union number number;
    char name[8];
};

static struct inner shared;

static async struct outer make(int x)
{
    await rest();
    shared.x = x;
    return (struct outer){{x, {x + 1, x + 2}}, &shared, {.i = x}, "outer"};
}
static async struct inner *find(int x)
{
    await rest();
    shared.x += x;
    return &shared;
}
static async union number number(int x)
{
    await rest();
    return (union number){.i = x};
}

static async void test(void)
{
    say("%d\n", (await make(1)).in.x);
    say("%d\n", (await make(2)).in.list[1]);
    say("%d\n", (await make(3)).at->x);
    say("%d\n", (await make(4)).number.i);
    say("%s\n", (await make(5)).name);
    say("%c\n", (await make(5)).name[await get(2)]);
    say("%d\n", (await find(1))->x + (await find(1))->x);
    (await find(1))->x = 50;
    say("%d\n", shared.x);
    (await find(1))->x += await get(9);
    say("%d\n", shared.x);
    (await find(1))->list[await get(1)] = await get(7);
    say("%d\n", shared.list[1]);
    (await find(0))->x++;
    --(await find(0))->x;
    say("%d\n", shared.x);
    (*await find(1)).x *= 2;
    say("%d\n", shared.x);
    say("%d\n", (await number(0x01010101)).bytes[2]);
    struct outer o = await make(6), *p = &o;
    o.in = (await make(7)).in;
    say("%d %d\n", o.in.list[0], p->number.i);
    p->in.x = await get(8);
    o.in.list[await get(1)] = await get(9);
    say("%d %d\n", o.in.x, p->in.list[1]);
    *p->at = (struct inner){await get(1), {2, await get(3)}};
    say("%d %d %d\n", shared.x, shared.list[0], shared.list[1]);
    struct inner copy = *await find(0);
    say("%d\n", copy.list[1]);
    int *list = (await find(0))->list;
    say("%d\n", list[1] + await get(1));
    say("%d\n", o.number.bytes[0] + (await find(2))->x + o.number.i);
}
// expect: 1
// expect: 4
// expect: 3
// expect: 4
// expect: outer
// expect: t
// expect: 13
// expect: 50
// expect: 60
// expect: 7
// expect: 61
// expect: 124
// expect: 1
// expect: 8 6
// expect: 8 9
// expect: 1 2 3
// expect: 3
// expect: 4
// expect: 15
// elision: same
