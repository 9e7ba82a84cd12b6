// RUN: %matrix --all %s
// elision: same
// From C99 on an if, switch or loop is a scope of its own, and so is what it controls: types that are declared in its
// head are not visible after it, nor twice.
#include "../Inputs/waits.h"

struct foo {
    int a[1];
};

static async int size(size_t n)
{
    await rest();
    return (int)n;
}

static async void branches(int n)
{
    int b, c;
    if ((b = await size(sizeof(struct foo { int a[2]; }))))
        c = await size(sizeof(struct foo { int a[3]; }));
    else
        c = await size(sizeof(struct foo { int a[4]; }));
    say("if %d %d %zu\n", b, c, sizeof(struct foo));
    if (n == await size(((struct foo { int a[2]; }){{1, 2}}).a[1]))
        say("no %zu\n", sizeof(struct foo));
    else if (n < await size(((struct foo { int a[5]; }){{1, 2, 9}}).a[2]))
        say("else %zu\n", sizeof(struct foo));
again:
    if (await size(sizeof(enum small{SMALL = 3})) && n < 2) {
        n++;
        goto again;
    }
    if (n)
        if (await size(sizeof(struct foo { int a[6]; })))
            say("if if %zu\n", sizeof(struct foo));
    enum { SMALL = 7 };
    switch (b = await size(sizeof(struct foo { int a[2]; })))
    default:
        c = await size(sizeof(struct foo { int a[3]; }));
    say("switch %d %d %d %zu\n", b, c, SMALL, sizeof(struct foo));
}

static async void loops(int n)
{
    int b, c = 0, d = n;
    do
        c += await size(sizeof(struct foo { int a[3]; }));
    while ((b = await size(sizeof(struct foo { int a[2]; }))), d-- > 0);
    say("do %d %d %zu\n", b, c, sizeof(struct foo));
    d = n;
    while ((b = await size(sizeof(struct foo { int a[2]; }))), d)
        (c = await size(sizeof(struct foo { int a[3]; }))), d--;
    say("while %d %d %zu\n", b, c, sizeof(struct foo));
    d = n;
    while ((b = await size(sizeof(struct foo { int a[2]; }))), d--) {
        struct foo {
            int a[9];
        };
        c = await size(sizeof(struct foo));
    }
    say("block %d %d %zu\n", b, c, sizeof(struct foo));
    for ((b = await size(sizeof(struct foo { int a[2]; }))), d = n; d; d--)
        c = (int)sizeof(struct foo);
    say("for %d %d %zu\n", b, c, sizeof(struct foo));
    for ((b = await size(sizeof(struct foo { int a[2]; }))), d = n; d; d--)
        c = await size(sizeof(struct foo { int a[3]; }));
    say("for %d %d %zu\n", b, c, sizeof(struct foo));
    for (d = n; (b = await size(sizeof(struct foo { int a[2]; }))), d;
         d -= (int)(sizeof(struct foo) / sizeof(int) / 2)) {
        if (d == 2)
            continue;
        c = (int)sizeof(struct foo { int a[3]; });
    }
    say("condition %d %d %zu\n", b, c, sizeof(struct foo));
    for (d = n; d; (b = (int)sizeof(struct foo { int a[2]; })), d--)
        c = await size(sizeof(struct foo));
    say("step %d %d %zu\n", b, c, sizeof(struct foo));
    for (d = n, c = 0; d; (b = await size(sizeof(struct foo { int a[3]; }))), d--) {
        if (d == 2)
            continue;
        c += await size(sizeof(struct foo));
    }
    say("step %d %d %zu\n", b, c, sizeof(struct foo));
    for (d = n, c = 0; await size(sizeof(struct foo)) && d;
         d -= (int)(sizeof(struct foo { int a[2]; }) / sizeof(int)) - 1)
        c += (int)sizeof(struct foo);
    say("step %d %zu\n", c, sizeof(struct foo));
    for (c = 0; (d = await size(sizeof(struct bar { int a[2]; }))) && c < n;
         c += await size(sizeof(struct bar) + sizeof(struct foo { int a[3]; })) - 19)
        for (b = 0; await size(1); b += await size(sizeof(struct foo { char a; })))
            if (b + (int)sizeof(struct foo) > 5)
                break;
            else if (b == 3)
                continue;
    say("steps %d %d %d %zu\n", b, c, d, sizeof(struct foo));
}

static async void test(void)
{
    await branches(1);
    await loops(3);
}
// expect: if 8 12 4
// expect: else 20
// expect: if if 24
// expect: switch 8 12 7 4
// expect: do 8 48 4
// expect: while 8 12 4
// expect: block 8 36 4
// expect: for 8 8 4
// expect: for 8 12 4
// expect: condition 8 12 4
// expect: step 8 8 4
// expect: step 12 24 4
// expect: step 24 4
// expect: steps 5 3 8 4
