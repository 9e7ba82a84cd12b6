// RUN: %matrix %s
// Pointers to async functions: variables, parameters, fields, arrays, results, typedefs, globals, compared, tested,
// chosen; of other types than int.
#include "../Inputs/waits.h"

typedef async int step(int);
typedef async int (*step_pointer)(int);
typedef async void (*action)(const char *);
typedef async double (*binary)(double, double);
struct shape;
struct methods {
    async double (*area)(const struct shape *);
    async void (*scale)(struct shape *, double);
    step *each[2];
    async struct shape (*copy)(const struct shape *);
};
struct shape {
    const struct methods *methods;
    double w, h;
};

static async int plus_one(int x)
{
    return await get(x) + 1;
}
static async int times_two(int x)
{
    return x * 2;
}
static async void shout(const char *text)
{
    await rest();
    say("%s! ", text);
}
static async double power(double a, double b)
{
    double r = 1;
    while (b-- > 0)
        r *= await get_double(a);
    return r;
}
static async double area(const struct shape *s)
{
    await rest();
    return s->w * s->h;
}
static async void scale(struct shape *s, double by)
{
    s->w *= by;
    await rest();
    s->h *= by;
}
static async struct shape copy(const struct shape *s)
{
    struct shape c = *s;
    await rest();
    return c;
}
static const struct methods rectangle = {area, &scale, {plus_one, times_two}, .copy = copy};
static step *const table[] = {plus_one, times_two, NULL};
static async int (*global)(int) = times_two;
static action act;

static async int change(int x)
{
    await rest();
    global = times_two;
    return x;
}

static async int apply(step f, int x)
{
    return f ? await f(x) : -1;
}
static async int all(async int (*const *steps)(int), int x)
{
    while (*steps)
        x = await (*steps++)(x);
    return x;
}
static step *choose(int which)
{
    return which ? plus_one : times_two;
}
static async step_pointer choose_later(int which)
{
    await rest();
    return choose(which);
}

static async void test(void)
{
    step_pointer f = plus_one, *pf = &f;
    async int (*g)(int) = &times_two, (*list[2])(int) = {plus_one, times_two};
    act = shout;
    binary op = power;
    say("%d %d %d\n", await f(1), await (*f)(1), await (**f)(1));
    say("%d %d\n", await (*pf)(3), await g(3));
    say("%d %d\n", await list[0](4), await list[await get(1)](4));
    await act("act");
    await (*act)("again");
    say("%g\n", await op(2, 5));
    struct shape s = {&rectangle, 2, 3}, *p = &s;
    await p->methods->scale(p, 2);
    say("%g %d\n", await s.methods->area(&s), await p->methods->each[1](5));
    say("%g\n", (await p->methods->copy(p)).h);
    say("%d %d %d\n", await apply(plus_one, 1), await apply(f, 2), await apply(NULL, 3));
    say("%d\n", await all(table, 5));
    say("%d %d\n", await choose(1)(7), await choose(0)(7));
    say("%d\n", await (await choose_later(1))(8));
    say("%d %d\n", await (*choose(1))(9), await global(9));
    global = f == plus_one ? plus_one : times_two;
    say("%d %d %d %d\n", await global(1), f == plus_one, g != times_two, !f);
    say("%d\n", await (s.w > 100 ? f : g)(6));
    f = NULL;
    say("%d %d\n", f == NULL, f ? await f(1) : 0);
    f = table[0];
    say("%d\n", f && g && plus_one == f);
    /* The pointer is read before the arguments are awaited. */
    global = plus_one;
    say("%d\n", await global(await change(10)));
    say("%d\n", await global(10));
}
// flags: -Wno-unknown-warning-option -Wno-tautological-pointer-compare -Wno-address -Wno-pointer-bool-conversion
// expect: 2 2 2
// expect: 4 6
// expect: 5 8
// expect: act! again! 32
// expect: 24 10
// expect: 6
// expect: 2 3 -1
// expect: 12
// expect: 8 14
// expect: 9
// expect: 10 18
// expect: 2 1 0 0
// expect: 12
// expect: 1 0
// expect: 1
// expect: 11
// expect: 20
// elision: same
