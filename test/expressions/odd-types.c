// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Temporaries and kept locals of types that are hard to write down: without a name, with a local name, pointers to
// arrays and to functions, arrays of them, typeof, __auto_type, vectors, __int128, aligned ones.
#include "../Inputs/waits.h"
#include <complex.h>
#include <stddef.h>

typedef int vector __attribute__((vector_size(16)));
typedef int (*plain)(int);
struct aligned {
    _Alignas(16) char c;
};

static struct { int a; char text[4]; } outer = {7, "abc"};

static int plus(int x)
{
    return x + 1;
}
static int minus(int x)
{
    return x - 1;
}
static async vector add(vector a, vector b)
{
    await rest();
    return a + b;
}
#ifdef __SIZEOF_INT128__ /* not on machines of 32 bits */
static async __int128 wide(__int128 x)
{
    await rest();
    return x * x;
}
#endif
static async struct aligned make(char c)
{
    await rest();
    return (struct aligned){c};
}
static async int is_aligned(const void *p, size_t to)
{
    await rest();
    return (size_t)p % to == 0;
}

static async void nameless(int c)
{
    struct { int a, b; } v = {1, 2}, w = {3, 4}, *p = &v;
    union { int i; char c[4]; } u = {5};
    enum { RED = 10, GREEN } colour = GREEN;
    await rest();
    say("%d\n", (await get(c) ? v : w).b);
    say("%d\n", p->a + await get(1) + w.b);
    w = c ? v : w;
    await rest();
    say("%d %d\n", w.a, u.i + (int)colour);
    p = await get(c) ? p : &w;
    say("%d\n", p->b);
    (await get(c) ? &v : &w)->a += await get(20);
    say("%d %d\n", v.a, w.a);
    say("%d\n", outer.a + await get(1));
    say("%c\n", outer.text[await get(2)]);
    struct { int n; } list[2] = {{1}, {await get(2)}}, *q = list;
    await rest();
    say("%d\n", (q++)->n + await get(q->n));
}
static async void pointers(int c)
{
    int grid[2][3] = {{1, 2, 3}, {4, 5, 6}}, (*row)[3] = grid, *cells[2] = {grid[0], grid[1]};
    plain f = plus, table[2] = {plus, minus}, (*choose)[2] = &table;
    await rest();
    say("%d\n", row[await get(1)][2] + (*row)[await get(0)]);
    say("%d\n", (await get(c) ? row : row + 1)[0][0]);
    say("%d\n", (c ? grid : grid + await get(1))[0][1]);
    say("%d\n", *cells[await get(1)] + *cells[0]);
    say("%d\n", (await get(c) ? f : minus)(await get(5)));
    say("%d\n", (*choose)[await get(1)]((*choose)[0](await get(3))));
    say("%d\n", (await get(c) ? "yes" : "no")[0] + await get(0));
    const char *(*words)[2] = &(const char *[2]){"a", "b"};
    await rest();
    say("%s\n", (*words)[await get(1)]);
    int **pp = &cells[0];
    say("%d\n", **pp + *(*pp + await get(1)) + (int)(&grid[1] - &grid[await get(0)]));
}
static async void extensions(void)
{
    __auto_type a = await get(3);
    __typeof__(a) b = await get(4), *p = &b;
    __typeof__(int[3]) list = {1, await get(2), 3};
    await rest();
    *p += a + list[1];
    say("%d\n", b);
    vector v = {1, 2, 3, 4}, w = await add(v, v);
    w = w * v + await add(w, w);
    await rest();
    say("%d %d\n", w[0], w[3]);
#ifdef __SIZEOF_INT128__
    __int128 big = await wide((__int128)1 << 40);
    big += await get(1);
    await rest();
    say("%llx %llx\n", (unsigned long long)(big >> 64), (unsigned long long)big);
#else
    say("10000 1\n");
#endif
    long double ld = 1.25L;
    double _Complex z = 1 + 2 * I;
    ld *= 2 + await get(2);
    z = z * z + await get(1);
    await rest();
    say("%Lg %g %g\n", ld, creal(z), cimag(z));
    struct aligned s = await make('s'), *ps = &s;
    _Alignas(16) char room[3] = "ab";
    max_align_t most;
    say("%d%d%d %c%c\n", await is_aligned(ps, 16), await is_aligned(room, 16), await is_aligned(&most, _Alignof(max_align_t)),
        ps->c, room[1]);
    ld += await get(1) ? ld : 0;
    say("%Lg\n", ld);
}

static async void test(void)
{
    for (int c = 0; c < 2; c++) {
        await nameless(c);
        await pointers(c);
    }
    await extensions();
}
// flags: -Wno-pedantic -Wno-unknown-warning-option -Wno-gnu-auto-type -Wno-sequence-point -Wno-unsequenced -Wno-psabi
// expect: 4
// expect: 6
// expect: 3 16
// expect: 4
// expect: 1 23
// expect: 8
// expect: c
// expect: 3
// expect: 7
// expect: 4
// expect: 5
// expect: 5
// expect: 4
// expect: 3
// expect: 110
// expect: b
// expect: 4
// expect: 2
// expect: 6
// expect: 1 16
// expect: 2
// expect: 21 1
// expect: 8
// expect: c
// expect: 3
// expect: 7
// expect: 1
// expect: 2
// expect: 5
// expect: 6
// expect: 3
// expect: 121
// expect: b
// expect: 4
// expect: 9
// expect: 6 48
// expect: 10000 1
// expect: 5 -2 4
// expect: 111 sb
// expect: 10
// elision: same
