// RUN: %matrix --all %s
// const locals, parameters and compound literals that live in the frame or are saved there: what asks for their type
// (_Generic, typeof, __auto_type) still finds the const.
// clang-format off
#include "../Inputs/waits.h"

#define KIND(x) _Generic((x), const char *: 1, char *: 2, const int *: 3, int *: 4, \
    const struct k *: 5, struct k *: 6, const int (*)[2]: 7, int (*)[2]: 8, int *const *: 9, int **: 10, default: 11)
#define SAME(a, b) __builtin_types_compatible_p(__typeof__(a), __typeof__(b))
#define KEPT(name, of) __extension__ __auto_type name = of
struct k { int a; char t[4]; };
typedef const int fixed;
typedef int pair[2];
static const void *keep;

static async int parameters(const int x, const struct k s, const pair p, int *const q)
{
    keep = &x;
    await rest();
    keep = &s;
    __typeof__(&q) at = &q;
    await rest();
    return KIND(&x) * 10 + KIND(&s) + 100 * KIND(s.t) + 1000 * KIND(p) + 10000 * KIND(&q) + 100000 * **at;
}
static async void pinned(void)
{
    const char s[] = "ab";
    const int c = 3, rows[2][2] = {{1, 2}, {3, 4}}, (*row)[2] = rows;
    const struct k ck = {1, "q"}, arr[2] = {{2, "r"}}, *lit = &(const struct k){1, "x"};
    char *const w = (char *)(size_t)s;
    fixed f = 7;
    const pair two = {5, 6};
    _Alignas(32) const int wide = 9;
    const struct { int only[2]; } nameless = {{1, 2}};
    keep = s; keep = &c; keep = &ck; keep = arr; keep = &f; keep = &wide; keep = &nameless;
    await rest();
    say("%d %d %d %d %d %d\n", KIND(s), KIND(&c), KIND(&ck), KIND(ck.t), KIND(arr), KIND(arr[0].t));
    say("%d %d %d %d\n", KIND(&(const int){3}), KIND(w), KIND(lit), KIND((const char[]){"a"}));
    say("%d %d %d %d %d %d\n", KIND(rows), KIND(two), KIND(&f), KIND(&wide), KIND(row), KIND(nameless.only));
    __typeof__(c) *tp = &c;
    __typeof__(&c) tq = &c;
    __extension__ __auto_type guessed = &c;
    KEPT(behind, &ck);
    typedef __typeof__(&s[0]) text;
    text t = s;
    await rest();
    say("%d %d %d %d %d\n", KIND(tp), KIND(tq), KIND(guessed), KIND(behind), KIND(t));
    say("%d %d %d %s\n", *tp, *tq + *guessed, behind->a, t);
    __typeof__(s) same = "cd";
    __typeof__(rows) grid = {{5, 6}};
    keep = same; keep = grid;
    await rest();
    say("%d %d %d\n", KIND(same), KIND(grid), KIND(&grid[1][0]));
    say("%d %d\n", SAME(&c, int *), SAME(&c, const int *));
    say("%d %d\n", KIND((__typeof__(&c))0), (int)(sizeof s + sizeof c));
    say("%d %d %d\n", row[1][1], two[1], wide + f);
}
static async int saved(void)
{
    const struct k sv = {await get(7), "s"};
    const int n = await get(2);
    await rest();
    return sv.a * n * 1000 + KIND(sv.t) * 100 + KIND(&n) * 10 + KIND((__typeof__(n) *)0);
}
static async int lengths(int n)
{
    const char line[] = "abcd", (*rows)[n] = (const char (*)[n])line;
    int (*plain)[n] = NULL;
    await rest();
    return KIND(rows[0]) * 100 + KIND(*plain) * 10 + (rows[1][1] == 'd');
}
/* The const stands in a typedef of what is pointed to. */
typedef const int part;
typedef part *const way;
typedef const struct tagged { int x; } tagged;
static async tagged *same(tagged *t, way w)
{
    await rest();
    return *w ? t : NULL;
}
static async int typedefs(way w, tagged *t)
{
    int sum = 0;
    for (way at = w; sum < 10; sum += *at)
        await rest();
    async tagged *object = same(t, w);
    part one = *w, *two = &one;
    await rest();
    const struct tagged *third = await object;
    return sum * 100 + third->x * 10 + KIND(w) + KIND(&one) + KIND(two) + one;
}
static async void test(void)
{
    int one = 1;
    say("%d\n", await parameters(1, (struct k){2, "x"}, (pair){1, 2}, &one));
    await pinned();
    say("%d\n", await saved());
    say("%d\n", await lengths(2));
    say("%d\n", await typedefs(&(part){5}, &(tagged){6}));
}
// expect: 193135
// expect: 1 3 5 1 5 1
// expect: 3 2 5 1
// expect: 7 3 3 3 7 3
// expect: 3 3 3 5 1
// expect: 3 6 1 ab
// expect: 1 7 3
// expect: 0 1
// expect: 3 7
// expect: 4 6 16
// expect: 14133
// expect: 141
// expect: 1074
// elision: same
