// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Locals that live in the frame, named in _Static_assert, in typedefs and prototypes of a block, in types inside of
// expressions; and lengths of a typedef that are computed from locals which have to outlive a wait.
#include "../Inputs/waits.h"
#include <stddef.h>
#include <stdlib.h>

#define SAME(a, b) _Static_assert(sizeof(a) == sizeof(b), #a " and " #b)
#define ELEMENTS(array) (sizeof(array) / sizeof *(array))

static async int asserted(char param[4])
{
    char text[] = "text", *at = text;
    struct local {
        int a[3];
    } local = {{1, await get(2), 3}}, *p = &local;
    static int kept[] = {1, 2};
    await rest();
    _Static_assert(sizeof text == 5, "the text");
    SAME(local, *p);
    {
        long text[2] = {0}, *hides = text;
        int kept[3] = {0}, *k = kept;
        _Static_assert(sizeof text == 2 * sizeof(long) && sizeof kept == 3 * sizeof *k, "another text");
        _Static_assert(ELEMENTS(kept) + ELEMENTS(local.a) == 6, "");
        hides[await get(1)] = k[2];
        struct {
            _Static_assert(sizeof text == sizeof *hides * 2, "in a struct");
            struct inner {
                char c[sizeof local.a];
            } inner;
        } s = {{"abc"}}, *ps = &s;
        await rest();
        local.a[1] += ps->inner.c[await get(1)] + (int)hides[1];
    }
    for (char list[3] = "a", *c = list; *c; c++) {
        _Static_assert(sizeof list == 3, "in a loop");
        local.a[0] += await get(*c);
    }
    _Static_assert(ELEMENTS(kept) == 2, "");
    return local.a[0] + local.a[1] + at[0] + (int)sizeof *param;
}
static async int typedefs(int n)
{
    int list[2] = {n, 2}, *p = list, length = n + 1, pinned = n + 2, *pp = &pinned;
    typedef __typeof__(list) same;
    typedef struct {
        same one;
        __typeof__(*p) two[sizeof list];
    } both;
    int declared(__typeof__(p), char (*)[sizeof list]);
    both b = {{1, 2}, {await get(3)}};
    int (*g)(__typeof__(p), char (*)[sizeof list]) = declared;
    await rest();
    int r = b.one[1] + b.two[0] + g(p, NULL);
    {
        typedef int row[length];
        typedef row rows[*pp];
        row one;
        r += (int)(sizeof one + sizeof(rows)) / (int)sizeof(int);
    }
    length = 1000;
    await rest();
    r += (int)((__typeof__(list) *)p)[0][1] + (int)offsetof(struct { char c[sizeof list]; int i; }, i) / (int)sizeof *p;
    r += (int)sizeof(struct { char c[sizeof list]; }) * (int)sizeof(enum { LENGTH = sizeof list }) / 4 + LENGTH;
    return r + ((int (*)(__typeof__(p), char (*)[sizeof list]))declared)(p, NULL);
}
int declared(int *p, char (*text)[2 * sizeof(int)])
{
    return p[0] + !text;
}

static async void test(void)
{
    char four[4] = "";
    say("%d\n", await asserted(four));
    say("%d %d\n", await typedefs(2), await typedefs(5));
}
// flags: -Wno-pedantic -Wno-unused-local-typedefs -Wno-gnu-offsetof-extensions -Wno-unknown-warning-option
// expect: 315
// expect: 46 85
// elision: same
