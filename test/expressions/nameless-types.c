// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Temporaries, fields and values of types that are declared at file scope without a name: enumerations, structs and
// unions, constant ones, in others, behind typedefs of pointers and arrays, hidden by locals.
#include "../Inputs/waits.h"

static enum { A, B, C, D } state = B;
static enum { MINUS = -1, PLUS } sign;
static struct { int a; struct { int q, r[2]; } in; union { int i; }; struct { struct { int k; }; int l; } both[2]; } g = {
    .a = 5, .in = {6, {7, 8}}};
static __typeof__(g) *pointer = &g;
static const struct { int a, b[2]; const char *name; } table[] = {{1, {2, 3}, "one"}, {4, {5, 6}, "four"}};
static struct { int a, list[3]; } places[3] = {{5, {1, 2, 3}}, {6, {0}}, {.a = 7}}, *next = places;
typedef struct { int n; } *handle;
typedef union { int n; float f; } row[2];
static struct outer { struct { enum { ON, OFF } e; int bits : 5; } part; } outer;
static struct { enum { LEFT, RIGHT } side; } turn;
typedef const struct { int x; } frozen;

static int id(int x)
{
    return x;
}
static async handle same(handle h)
{
    await rest();
    return h;
}
static async void enums(void)
{
    state |= await get(2);
    say("%d ", state);
    sign = id(1) ? sign : MINUS;
    sign -= await get(1);
    __typeof__(state) kept = state, *p = &state;
    await rest();
    *p = await get(0) ? A : C;
    say("%d %d %d ", sign < 0, kept, state);
    outer.part.e += await get(1);
    turn.side |= await get(1);
    outer.part.bits -= await get(3);
    say("%d %d %d\n", outer.part.e, turn.side, outer.part.bits);
    state = B, sign = PLUS, outer.part.e = ON, turn.side = LEFT, outer.part.bits = 0;
}
static async void records(void)
{
    pointer->a += await get(3);
    pointer->in.r[id(1)] += await get(3);
    (&pointer->in)[id(0)].q -= await get(1);
    (&pointer->both[id(1)])->k = await get(4);
    g.i |= await get(5);
    say("%d %d %d %d %d\n", g.a, g.in.r[1], g.in.q, g.both[1].k, g.i);
    __typeof__(g.in) copy = await get(1) ? g.in : (__typeof__(g.in)){0};
    __typeof__(g.both[0]) *both = g.both + id(1);
    await rest();
    say("%d %d\n", copy.r[0] + (id(1) ? g.in : copy).r[await get(1)], both->k);
    g.a = 5, g.in.r[1] = 8, g.in.q = 6, g.both[1].k = 0, g.i = 0;
}
static async void arrays(void)
{
    next->list[id(1)] += await get(3);
    places[id(1)].a -= await get(2);
    next++->a = await get(8);
    say("%d %d %d\n", places[0].list[1], places[1].a, places[0].a);
    __extension__ __auto_type local = next->a ? *next : places[await get(0)];
    places[id(2)] = places[await get(0)];
    say("%d %d\n", local.a, places[2].a);
    __typeof__(table[0]) *t = &table[id(1)];
    int sum = (await get(1) ? table[id(1)] : *t).b[await get(1)] + t->a * await get(10);
    t++;
    say("%d %s\n", sum, (t - 1)->name);
    next = places, places[0].list[1] = 2, places[1].a = 6, places[0].a = 5, places[2] = (__typeof__(places[0])){.a = 7};
}
static async void behind_typedefs(void)
{
    __typeof__(*(handle)0) one = {3};
    handle h = &one;
    (*await same(h)).n += id(h->n) + await get(1);
    row r = {{1}, {2}};
    __typeof__(r[0]) second = r[await get(1)], *first = r;
    first++->n += await get(5);
    frozen f = {3}, *again = &f;
    int x = again->x + (await get(1) ? *again : (frozen){0}).x;
    say("%d %d %d %d\n", one.n, second.n, r[0].n, x);
}
static async void hidden(void)
{
    int table = 0, g = 1;
    {
        int places = 2, handle = 3;
        next++->a += await get(places);
        pointer->in.q += await get(g + handle + table);
    }
    say("%d %d\n", (*--next).a, pointer->in.q);
    next->a = 5, pointer->in.q = 6;
}
static async void test(void)
{
    await enums();
    await records();
    await arrays();
    await behind_typedefs();
    await hidden();
}
// expect: 3 1 3 2 1 1 -3
// expect: 8 11 5 4 5
// expect: 18 4
// expect: 5 4 8
// expect: 4 8
// expect: 46 four
// expect: 7 2 6 6
// expect: 7 10
// elision: same
