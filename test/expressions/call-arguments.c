// RUN: %matrix %s
// Arguments of a call, its callee among them, are evaluated from left to right around awaits, each once (Catch2 2925).
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};
typedef int function(int, int);

static int counter;
static function *chosen;

static int tick(void)
{
    say("t%d ", counter);
    return counter++;
}

static int minus(int a, int b)
{
    return a - b;
}
static int plus(int a, int b)
{
    return a + b;
}

static function *choose(function *f)
{
    say("choose ");
    return f;
}
static async function *choose_later(function *f)
{
    say("later ");
    await rest();
    return f;
}

/* Changes what would be called, if that were read too late. */
static async int swap(int x)
{
    await rest();
    chosen = plus;
    counter += 10;
    return x;
}

static int four(int a, int b, int c, int d)
{
    return ((a * 10 + b) * 10 + c) * 10 + d;
}
static int of_pair(struct pair p, int x)
{
    return p.a * 100 + p.b * 10 + x;
}
static int of_pointer(const int *p, int x)
{
    return *p * 10 + x;
}
static async int add(int a, int b)
{
    say("add ");
    await rest();
    return a + b;
}
static async int add_now(int a, int b)
{
    return a + b;
}
static async struct pair both(int a, int b)
{
    await rest();
    return (struct pair){a, b};
}

static async void test(void)
{
    counter = 0;
    chosen = minus;
    say("%d\n", four(tick(), await see(5), tick(), await see(6)));
    say("%d\n", four(await see(5), tick(), 3, 4));
    say("%d\n", four(tick(), tick(), tick(), await see(9)));
    counter = 1;
    say("%d\n", four(counter, await swap(2), counter, await swap(4)));
    say("%d\n", chosen == plus);
    chosen = minus;
    say("%d\n", chosen(await swap(7), 2));
    say("%d\n", chosen(await swap(7), 2));
    say("%d\n", choose(minus)(await see(9), tick()));
    say("%d\n", (await choose_later(minus))(await see(5), await see(3)));
    say("%d\n", (*await choose_later(plus))(await see(5), await see(3)));
    say("%d\n", (await get(1) ? minus : plus)(10, await see(4)));
    say("%d\n", of_pair(await both(1, 2), await see(3)));
    say("%d\n", of_pair((struct pair){tick(), 2}, await see(3)));
    struct pair p = {3, 4};
    say("%d\n", of_pair(p, (p.a = await get(5), p.a)));
    int x = 6;
    say("%d\n", of_pointer(&x, await see(x)));
    say("%d\n", of_pointer((int *)await get_pointer(&x), await see(7)));
    say("%d\n", await add(await add(1, await see(2)), await add(await see(3), await add_now(4, 5))));
    say("%d\n", await add_now(tick(), await see(1)) - await add_now(await see(2), tick()));
    say("%s %d %g %c %s\n", (char *)await get_pointer("text"), await get(1), await get_double(0.5),
        await get('x'), "end");
    /* Parameters convert: an int becomes a double, a short's value stays. */
    say("%d\n", of_pair((struct pair){(short)await get(1), (char)await get(2)}, (int)await get_double(3.9)));
}
// expect: t0 <5>t1 <6>516
// expect: <5>t2 5234
// expect: t3 t4 t5 <9>3459
// expect: 1314
// expect: 1
// expect: 5
// expect: 9
// expect: choose <9>t41 -32
// expect: later <5><3>2
// expect: later <5><3>8
// expect: <4>6
// expect: <3>123
// expect: t42 <3>4223
// expect: 345
// expect: <6>66
// expect: <7>67
// expect: <2>add <3>add add 15
// expect: t43 <1><2>t44 -2
// expect: text 1 0.5 x end
// expect: 123
