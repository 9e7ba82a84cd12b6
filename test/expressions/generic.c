// RUN: %matrix --all %s
// await in _Generic: what it chooses by is not evaluated, and of the associations only the one that is chosen. Macros that
// choose a function by the type of their argument, and those that await in the associations themselves.
#include "../Inputs/waits.h"

struct pair {
    int x, y;
};
static async double half(int x)
{
    return await get(x) / 2.0;
}
static async const char *text(const char *s)
{
    await rest();
    return s;
}
static async struct pair make(int x)
{
    return (struct pair){await get(x), x + 1};
}
static int store[4];
static async int *where(int i)
{
    await rest();
    return &store[i];
}
static async void nothing(int x)
{
    say("nothing %d\n", await get(x));
}
static void show_int(int x)
{
    say("int %d\n", x);
}
static void show_double(double x)
{
    say("double %g\n", x);
}
static void show_text(const char *x)
{
    say("text %s\n", x);
}
static void show_pair(struct pair x)
{
    say("pair %d %d\n", x.x, x.y);
}
#define SHOW(x) _Generic((x), int: show_int, double: show_double, const char *: show_text, struct pair: show_pair)(x)
#define NAME(x) _Generic((x), int: "int", double: "double", struct pair: "pair", default: "other")
#define ITSELF(x) _Generic((x), int: (x), double: 0.0, default: (void *)0)
#define BY_TYPE(x) _Generic((x), int: await get(x), double: await half(9), default: await text("other"))
#define ADD(x, y) _Generic((x) + (y), int: (int)(x) + (int)(y), double: (double)(x) + (double)(y))

static async int in_heads(int n)
{
    int sum = 0;
    for (int i = _Generic(n, int: await get(0), default: 0.0); _Generic(i, int: await get(i), long: 3.0) < n;
         _Generic(i, int: i++, char: await half(2)))
        sum += i;
    while (_Generic(n, int: await get(n--), default: 0.0) > 2)
        sum += 100;
    if (_Generic(n, int: await get(0), default: 0.0) || _Generic(&n, int *: await get(1), default: 0.0))
        sum += 1000;
    return _Generic(sum, int: await get(sum), default: await half(9));
}
static async int places(int n)
{
    int list[4] = {1, _Generic(n, int: await get(7), float: 0.f), 3};
    _Generic(n, int: list[await get(0)], default: 0.0) = 5;
    _Generic(n, int: list[n - 1], default: 0.0) += await get(4);
    *_Generic(n, int: await where(2), default: 0.0) = 9;
    int *p = &_Generic(n, int: *(await where(3)), default: 0.0);
    *p = 8;
    _Generic(n, int: await nothing(n), default: 0);
    (_Generic(n, int: await nothing(n + 1), default: 0)), n++;
    struct pair made = _Generic(n, int: await make(n++), default: await half(await get(99)));
    return list[0] + list[1] + list[2] * 10 + store[2] * 100 + store[3] * 1000 + made.x + made.y +
           _Generic(made, struct pair: (await make(8)).y, default: 1.0);
}

static async void test(void)
{
    const int constant = 5;
    volatile int changing = 6;
    SHOW(await get(1));
    SHOW(await half(2));
    SHOW(await text("as it is"));
    SHOW(await make(3));
    say("%s %s %s %s\n", NAME(await get(1)), NAME(await half(1)), NAME(await make(1)), NAME(await text("")));
    say("%d %d %g %s\n", ITSELF(await get(9)), BY_TYPE(constant), BY_TYPE(1.5), "other");
    say("%d %g %d\n", BY_TYPE(changing), ADD(await half(1), await get(2)), ADD(await get(1), constant + await get(2)));
    say("%d\n", await in_heads(4));
    say("%d\n", await places(3));
}
// expect: int 1
// expect: double 1
// expect: text as it is
// expect: pair 3 4
// expect: int double pair other
// expect: 9 5 4.5 other
// expect: 6 2.5 8
// expect: 1206
// expect: nothing 3
// expect: nothing 4
// expect: 9000
// elision: same
