// RUN: %matrix %s
//
// Types without a name whose members, braces or attributes come out of macros, of compound literals and of locals that
// live in the frame.
#include <asyncc.h>
#include <stdio.h>

static async int get(int x)
{
    await async_yield();
    return x;
}

// clang-format off
#define TWO { int first[2]; int x; }
#define INTO int a, b; }
#define PACKED __attribute__((packed)) { char c; int x; }
#define KIND union { int i; float f; }
#define BEGIN struct {
#define END }
#define FIELDS(t, n) t n; int last;
#define LITERAL(...) (struct TWO){__VA_ARGS__}
#define HEAD (struct named
#define TAIL })

async int main(void)
{
    int i = 3;
    int (*two)[2] = &(struct TWO){{12, 13}, 14}.first;
    int *each = &HEAD { int n; TAIL {i}.n;
    int *last = &(struct { FIELDS(long, one) }){15, 16}.last;
    int *packed = (int *)(void *)&(struct PACKED[1]){{17, 18}}[0];
    int *x = &LITERAL({20, 21}, 22).x;
    struct TWO s = {{1, 2}, 3}, *ps = &s;
    struct { INTO t = {4, 5}, *pt = &t;
    struct PACKED u = {6, 7};
    void *pu = &u;
    KIND v = {8}, *pv = &v;
    BEGIN int k; END w = {9}, *pw = &w;
    for (struct TWO j = {{0, 3}, 0}, *pj = &j; pj->first[0] < 2; pj->first[0]++) {
        await get(1);
        printf("%d\n", j.first[1]);
    }
    *each += await get(1);
    printf("%d %d %d %d %d\n", (*two)[1], *each, *last, *(char *)packed, *x);
    printf("%d %d %d %d %d\n", ps->x, pt->b, pu == &u ? u.x : 0, pv->i, pw->k);
    return 0;
}
// clang-format on
// elision: same
// expect: 3
// expect: 3
// expect: 13 4 16 17 22
// expect: 3 5 7 8 9
