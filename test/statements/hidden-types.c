// Local types that hide others: the output has to name the outer one where it is hidden, for temporaries, values of
// awaits, and what lives in the frame.
//
// RUN: %matrix --all %s
// clang-format off
#include "../Inputs/waits.h"

struct point { int x, y; };
typedef float real;
typedef struct big { char c[40]; int last; } big;
enum level { LOW = 1, HIGH };

static async struct point make(int x)
{
    await rest();
    return (struct point){x, x + 1};
}
static struct point make_now(int x)
{
    return (struct point){x, x * 2};
}
static async real half(int x)
{
    await rest();
    return (real)x / 2;
}
static real third(int x)
{
    return (real)x / 3;
}
static async big fill(int n)
{
    await rest();
    return (big){"big", n};
}
static void inc(int *p)
{
    ++*p;
}

/* Of file scope, hidden by local ones. */
static async void of_the_file(void)
{
    struct point p = {1, 2}, *at = &p;
    const real list[2] = {1, 2};
    await rest();
    {
        struct point { double y, x; } q = {3, 4};
        typedef int real;
        real i = 5;
        int sum = (await make(i)).x + make_now(10).y + (await make(20)).y + at->y + (int)q.x;
        double d = third(6) + await half(5) + list[1] + _Generic(list[0], float: 1, default: 0);
        await rest();
        say("%d %g %d %d\n", sum, d, p.y, (int)(q.y + sizeof(real)));
    }
    {
        union big { int a; } u = {7};
        enum { real = 8 };
        int level = LOW;
        enum level { TOP = 9 } l = TOP;
        async big b = fill(3);
        big other = await fill(4);
        await rest();
        say("%d %d %d %d %d %d\n", u.a, real + level, l, (await b).last, other.last, (int)(await half(4)));
    }
}
/* Local ones, hidden by local ones. */
static async void of_the_function(int n)
{
    struct point { char c; int a, b; } v = {'c', n, 2};
    typedef struct { int m[2]; } pair;
    pair two = {{3, 4}};
    enum level { A = 1, B } which = B, *level_at = &which;
    typedef char text[8];
    text word = "outer";
    inc(&v.a);
    inc(&two.m[1]);
    await rest();
    {
        struct point { int b, a, more[9]; } v2 = {5, 6, {7}}, *at = &v2;
        typedef struct { char c; int m[3]; } pair;
        pair three = {'x', {8, 9, 10}}, *three_at = &three;
        struct level { char c[100]; } l = {"l"}, *l_at = &l;
        int text = 1;
        inc(&v.a);
        inc(&two.m[1]);
        await rest();
        say("%d %d %d %d %d\n", v.a, v.b, at->b, at->a, v2.more[0]);
        say("%d %d %d %s %d %s\n", two.m[1], three_at->m[2], (int)*level_at, l_at->c, text, word);
        which = A;
        word[0] = 'O';
        {
            union point { char c[2]; } u = {"u"}, *u_at = &u;
            typedef double pair;
            pair d = await get_double(0.5), *d_at = &d;
            await rest();
            v.a += at->a + three_at->m[1];
            say("%d %d %s %g %d %d\n", v.a, v2.b, u_at->c, *d_at, two.m[0], three.m[0]);
        }
        await rest();
        say("%d %d %d\n", at->a, v.a, (int)sizeof(struct point));
    }
    await rest();
    say("%d %d %d %s %d\n", v.a, v.b, (int)which, word, (int)sizeof(pair));
}
/* Temporaries of a local type where it is hidden, and a type inside of another. */
static async int temporaries(int n)
{
    struct around { struct inner { int a, b; } in; } first = {{1, n}}, *at = &first;
    await rest();
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        struct inner { int b, a; } in = {10, 20}, *in_at = &in;
        struct around { int n; } around = {i};
        sum += at->in.b + in_at->a + await get(i) + first.in.a;
        at[0].in.a += await get(around.n + in_at->b);
        sum += (i ? &first : at)->in.a + await get(1);
    }
    return sum;
}
/* Types that are made of local ones without being declared themselves. */
static async void made_of_others(int n)
{
    typedef float num;
    num four __attribute__((vector_size(16))) = {1, (num)n};
    __typeof__(four) *four_at = &four;
    struct point { char c; int z; } i = {'i', n};
    _Atomic(struct point) a, *at = &a;
    *at = i;
    await rest();
    {
        typedef double num;
        struct point { long l[4]; } b = {{1}}, *b_at = &b;
        num d = 0.5, *d_at = &d;
        await rest();
        i = *at;
        say("%g %g %g %d %d\n", (*four_at)[1], *d_at, four[0], (int)b_at->l[0], i.z);
    }
}
/* In another function, and with a typedef of the same name. */
typedef double point;
static async point scale(point p)
{
    await rest();
    return p * 2;
}
static async int again(void)
{
    point p = 1.5, *at = &p;
    await rest();
    {
        typedef struct point { char c; } point;
        point q = {'q'}, *q_at = &q;
        return (int)(*at + third(3) + await scale(2) + q_at->c + await half(2)) + (await make(5)).y;
    }
}
static async int once_more(void)
{
    struct point { char c; } q = {'q'};
    return (await make(5)).y + q.c;
}
static async void test(void)
{
    await of_the_file();
    await of_the_function(1);
    say("%d\n", await temporaries(3));
    await made_of_others(6);
    say("%d %d\n", await again(), await once_more());
}
// expect: 52 7.5 2 7
// expect: 7 9 9 3 4 2
// expect: 3 2 5 6 7
// expect: 6 10 2 l 1 outer
// expect: 18 5 u 0.5 3 8
// expect: 6 18 44
// expect: 18 2 1 Outer 8
// expect: 94
// expect: 6 0.5 1 1 6
// expect: 126 119
// elision: same
