// RUN: %matrix %s
// Variables that are named in their own initialisers, where an await stands: what is named is the variable, not an outer
// one of its name. (It was the outer one, where there was one; else the output did not compile.)
#include "../Inputs/waits.h"

#include <stdlib.h>

struct big {
    int a, b[20];
};
static char p[3], q, w = 1, n = 2, l, a, m, c, x, y, z, k;

static async void *alloc(size_t size)
{
    void *memory = malloc(size);
    await rest();
    say("%zu ", size);
    return memory;
}

#define NEW(p, count) ((p) = await alloc((size_t)(count) * sizeof *(p)))
#define SIZE_OF_Q sizeof *q

static async void pointers(int count)
{
    struct big *p = await alloc(sizeof *p);
    struct big *q = count ? await alloc(SIZE_OF_Q) : NULL, *const z = await alloc(2 * sizeof(*z)),
               *y = await alloc(sizeof *q + sizeof *z);
    p->a = q->a = z->a = y->a = count;
    await rest();
    say("%d\n", p->a + q->a + z->a + y->a);
    free(p), free(q), free(z), free(y);
    int(*x) = (NEW(x, 3), x + 1);
    x[1] = await get(7);
    say("%d ", x[1]);
    free(x - 1);
    for (struct big *p = await alloc(sizeof *p), *end = p + 1; p != end; end--) {
        p->a = await get(5);
        say("%d\n", p->a);
        free(p);
    }
    register struct big *k = await alloc(sizeof *k);
    k->b[19] = await get(8);
    say("%d\n", k->b[19]);
    free(k);
}

static async void values(int i)
{
    int w = i > 1 ? (w = await get(4)) + 1 : 0;
    int n = (n = i, await rest(), n + 4);
    const long l = (long)sizeof l + await get(1) + (long)_Alignof(__typeof__(l));
    unsigned char a[] = {(unsigned char)await get(1), sizeof a[0], 3};
    struct big m = {await get((int)sizeof m), {[1] = 2, [3] = (int)sizeof m.b[0]}};
    struct big c = m, y = i ? (await rest(), y.a = 3, c) : m;
    say("%d %d %d %d %d ", w, n, (int)l - (int)(2 * sizeof l), a[1], m.a == (int)sizeof m);
    say("%d %d %d\n", m.b[1] + m.b[3], c.b[1], y.a == c.a);
    unsigned long z = ({
        __typeof__(z) t = (__typeof__(z))await get(4);
        t + sizeof z;
    });
    say("%d\n", z == 4 + sizeof(long));
}

static async void lengths(int i)
{
    int(*m)[i] = await alloc(sizeof *m);
    (*m)[i - 1] = i;
    double(*c)[await get(2)][i] = await alloc(sizeof *c), (*k)[i] = await alloc((size_t)i * sizeof *k);
    (*c)[1][i - 1] = k[i - 1][0] = 1.5;
    i = 7;
    await rest();
    say("%zu %zu %zu %d %g %g\n", sizeof *m, sizeof *c, sizeof *k, (*m)[2], (*c)[1][2], k[2][0]);
    free(m), free(c), free(k);
}

static async void test(void)
{
    await pointers(2);
    await values(2);
    await lengths(3);
    say("%d %d %d %d %d %d %d\n", p[0] + q, w, n, l, a, m + c, x + y + z + k);
}
// flags: -Wno-pedantic
// expect: 84 84 168 168 8
// expect: 12 7 84 5
// expect: 84 8
// expect: 5 6 1 1 1 6 2 1
// expect: 1
// expect: 12 48 72 12 48 24 3 1.5 1.5
// expect: 0 1 2 0 0 0 0
// elision: same
