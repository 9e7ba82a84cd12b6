// RUN: %matrix %s
// A value on the left of an await is read before it (regenerator 379, 345), whatever it is read from: a global, a
// static, an array, something behind a pointer, a local that someone else can change. Left to right around an await is
// asyncc's promise, not C's, so the elision need not agree.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};

static int global;
static int table[3];
static struct pair pair, *at = &pair;
static volatile int moving;

/* Changes everything that is not local, then gives x. */
static async int change(int x)
{
    await rest();
    global += 100;
    table[1] += 100;
    pair.a += 100;
    moving += 100;
    return x;
}

static async int change_this(int *what, int x)
{
    await rest();
    *what += 100;
    return x;
}

static async void reset(void)
{
    global = table[1] = pair.a = moving = 1;
    at = &pair;
}

static int weave(int a, int b, int c)
{
    return a * 1000000 + b * 1000 + c;
}

static async void test(void)
{
    static int kept = 1;
    int local = 1, one = 1;
    struct pair both = {1, 2};
    kept = 1;

    await reset();
    say("global %d\n", global + await change(1));
    say("global, twice %d\n", global + await change(1) * global);
    await reset();
    say("array %d\n", table[one] + await change(1));
    await reset();
    say("member %d\n", pair.a - await change(1));
    await reset();
    say("arrow %d\n", at->a - await change(1));
    await reset();
    say("volatile %d\n", moving + await change(1));
    await reset();
    say("deref %d\n", *&global + await change(1));
    await reset();
    say("negated %d\n", -global + await change(1));
    await reset();
    say("cast %d\n", (int)(char)global + await change(1));
    await reset();
    say("deep %d\n", (2 * (global + 1) + 3) - await change(1));
    await reset();
    say("compare %d %d\n", global == 1 && global < await change(50), 101 == global);
    await reset();
    say("arguments %d\n", weave(global, await change(2), global));
    await reset();
    say("awaited %d\n", await get(global) + await change(1) + await get(global));
    await reset();
    say("product of sums %d\n", (global + await change(1)) * (global + await change(1)));
    say("static %d\n", kept + await change_this(&kept, 1));
    say("local %d\n", local + await change_this(&local, 1));
    say("member of local %d\n", both.b + await change_this(&both.b, 1));
    say("local later %d\n", await change_this(&one, 1) + one);
    say("pointer to local %d\n", *(&local) + await change_this(&local, 1));
}
// expect: global 2
// expect: global, twice 302
// expect: array 2
// expect: member 0
// expect: arrow 0
// expect: volatile 2
// expect: deref 2
// expect: negated 0
// expect: cast 2
// expect: deep 6
// expect: compare 1 1
// expect: arguments 1002101
// expect: awaited 103
// expect: product of sums 204
// expect: static 2
// expect: local 2
// expect: member of local 3
// expect: local later 102
// expect: pointer to local 102
