// RUN: %matrix %s
// Structs and unions by value: as results, arguments, operands kept over an await (gcc and clang copy
// an argument late, so the elision differs in the second line), assigned whole.
#include "../Inputs/waits.h"

struct small {
    short x;
};
struct large {
    int v[40];
    struct small s;
};
union either {
    int i;
    double d;
    struct small s;
};
struct flexible {
    int n;
    char tail[];
};

static struct large shared;

static async struct large make(int x)
{
    struct large l = {.s = {(short)x}};
    for (int i = 0; i < 40; i += 13)
        l.v[i] = await get(x + i);
    return l;
}
static async struct large change(struct large l, int at, int to)
{
    l.v[at] = await get(to);
    shared.v[at] = 1000;
    return l;
}
static async union either either(int i)
{
    await rest();
    if (i > 5)
        return (union either){.d = i / 2.0};
    return (union either){.i = i};
}
static async struct small small(int x)
{
    return (struct small){(short)await get(x)};
}
static int sum(struct large a, struct large b, int at)
{
    return a.v[at] * 10000 + b.v[at];
}

static async void test(void)
{
    struct large a = await make(1), b = a, c;
    b = await change(a, 2, 5);
    c = a;
    await rest();
    say("%d %d %d %d\n", a.v[2], b.v[2], c.v[39], c.s.x);
    shared = a;
    say("%d\n", sum(shared, await change(shared, 0, 7), 0));
    say("%d\n", sum(await make(2), await make(3), 13));
    struct large list[2];
    list[await get(1)] = await make(4);
    list[0] = list[await get(1)];
    say("%d\n", list[0].v[26]);
    *(struct large *)await get_pointer(&list[1]) = await change(*(struct large *)await get_pointer(&b), 3, 9);
    say("%d %d\n", list[1].v[3], list[1].v[2]);
    union either e = await either(3), f = await either(7);
    say("%d %g\n", e.i, f.d);
    e = f;
    e.s = await small(11);
    say("%d\n", e.s.x);
    say("%d\n", (await small(1)).x + (await small(2)).x * 10);
    a = b = await make(6);
    say("%d %d\n", a.v[0], b.v[39]);
    a = (await make(7), c);
    say("%d\n", a.v[0]);
    struct large *heap = await get_pointer(&shared);
    *heap = *heap;
    heap->s = await small(12);
    say("%d\n", shared.s.x);
    char room[sizeof(struct flexible) + 4];
    struct flexible *flexible = await get_pointer(room);
    flexible->tail[await get(2)] = (char)await get('z');
    say("%c\n", flexible->tail[2]);
}
// expect: 0 5 40 1
// expect: 10007
// expect: 150016
// expect: 30
// expect: 9 5
// expect: 3 3.5
// expect: 11
// expect: 21
// expect: 6 45
// expect: 1
// expect: 12
// expect: z
