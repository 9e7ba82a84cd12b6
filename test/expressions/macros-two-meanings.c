// RUN: %matrix %s
// elision: same
// flags: -Wno-shadow
// One name in a macro's argument that the macro uses as a value, and as a member, a label, a tag or a local of its own.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};
#define FIELD(x) .x = x
#define FIELDS(x, y) {FIELD(x), FIELD(y)}
#define BOTH(s, x) ((s)->x + (*(s)).x + x)
#define DOT .
#define PART(s, x) (x + s DOT x)
#define LABEL(x)                                                                                                       \
    if (x++ < 4)                                                                                                       \
        goto x;                                                                                                        \
    say("below ");                                                                                                     \
x:                                                                                                                     \
    say("%d\n", x)
#define HIDE(x)                                                                                                        \
    do {                                                                                                               \
        struct x {                                                                                                     \
            int x;                                                                                                     \
        } copy = {x};                                                                                                  \
        for (int x = copy.x; x < copy.x + 1; x++)                                                                      \
            say("hidden %d\n", x);                                                                                     \
    } while (0)
#define OPERATION(f) .f = f

static void bump(int *at)
{
    *at += 1;
}

static async int add(int x)
{
    return x + await get(1);
}

static struct operations {
    async int (*add)(int x);
} operations = {OPERATION(add)};

static async void test(void)
{
    int a = 1, b = 2;
    bump(&a);
    bump(&b);
    await rest();
    struct pair pair = {FIELD(a), FIELD(b)}, *at = &pair, more = FIELDS(a, b);
    bump(&pair.b);
    say("%d %d %d\n", await get(pair.a), pair.b, more.a + more.b);
    say("%d %d %d\n", BOTH(at, a), BOTH(&pair, b), PART(pair, a));
    LABEL(a);
    a = 7;
    await rest();
    HIDE(a);
    struct operations own = {OPERATION(add)};
    say("%d %d\n", await operations.add(a), await own.add(b));
}
// expect: 2 4 5
// expect: 6 11 4
// expect: 3
// expect: hidden 7
// expect: 8 4
