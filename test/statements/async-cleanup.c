// RUN: %matrix --all %s
// __attribute__((cleanup)) with async functions: awaited when the scope ends, once, and not when the function suspends;
// by every way out, in the reverse order of the declarations, with the value that the variable has then. Beside ordinary
// ones.
#include "../Inputs/waits.h"

#define CLEAN __attribute__((cleanup(clean)))

static async void clean(int *x)
{
    await rest();
    say("~%d", *x);
}
static void free_text(char **text)
{
    say("~%s", *text);
}

static async int by_return(int x)
{
    int a CLEAN = await get(x);
    await rest();
    if (x == 1)
        return await get(a + 10);
    int b CLEAN = 20;
    b += await get(1);
    {
        int c CLEAN = 30;
        await rest();
        if (x == 2)
            return c;
        c++;
    }
    a++;
    await rest();
    return a + b;
}
static async void by_bare_return(int x)
{
    int a CLEAN = await get(x);
    if (x == 1)
        return;
    for (int i = await get(0); i < 2; i++)
        if (x == 2)
            return;
        else
            say(",");
    switch (x) {
    case 3:
        return;
    default:
        while (x == 4)
            return;
    }
    a += 10;
    say(";");
}
static async void by_loop(void)
{
    for (int i = 0; i < 5; i++) {
        int each CLEAN = i;
        await rest();
        if (i == 1)
            continue;
        char *text __attribute__((cleanup(free_text))) = "text";
        if (i == 3)
            break;
        await rest();
        each += 10;
    }
    int n = 0;
    while (await get(n) < 2) {
        int each CLEAN = await get(n++);
        say(".");
    }
    do {
        int each CLEAN = 7;
        if (await get(0))
            break;
    } while (await see(0));
}
static async int by_goto(int way)
{
    int outer CLEAN = 1;
again:;
    int inner CLEAN = way;
    await rest();
    if (way++ < 2)
        goto again;
    {
        int deep CLEAN = 50;
        await rest();
        if (way == 3)
            goto out;
        deep = 51;
    }
out:
    await rest();
    return inner;
}
static async void by_switch(int x)
{
    switch (await get(x)) {
        int unused;
    case 1: {
        int a CLEAN = 1;
        await rest();
        break;
    }
    case 2: {
        int b CLEAN = 2;
        await rest();
    }
    /* fall through */
    default:
        unused = 3;
        await rest();
        say("default %d", unused);
    }
}
struct pair {
    int a, b;
};
static async int clean_pair(struct pair *p)
{
    int more = await get(p->b);
    p->a += more;
    say("~%d", p->a + p->b);
    return p->a;
}
static async struct pair by_value(void)
{
    struct pair p __attribute__((cleanup(clean_pair))) = {1, 2};
    await rest();
    return p;
}
/* No other await in its scope. */
static async int beside(void)
{
    int r;
    {
        int a CLEAN = 5;
        r = a;
    }
    await rest();
    return r;
}

static async void test(void)
{
    for (int i = 1; i < 4; i++)
        say(" %d\n", await by_return(i));
    for (int i = 1; i <= 5; i++)
        await by_bare_return(i);
    say("\n");
    await by_loop();
    say("\n");
    for (int i = 0; i < 4; i++)
        say(" %d\n", await by_goto(i));
    for (int i = 1; i < 4; i++) {
        await by_switch(i);
        say("\n");
    }
    say(" %d\n", (await by_value()).b);
    say(" %d\n", await beside());
}
// flags: -Wno-unknown-warning-option -Wno-switch-unreachable -Wno-unused-variable
// expect: ~1 11
// expect: ~30~21~2 30
// expect: ~31~21~4 25
// expect: ~1~2,,~3,,~4,,;~15
// expect: ~text~10~1~text~12~text~3.~0.~1~7<0>
// expect: ~0~1~50~2~1 2
// expect: ~1~50~2~1 2
// expect: ~50~2~1 2
// expect: ~51~3~1 3
// expect: ~1
// expect: ~2default 3
// expect: default 3
// expect: ~5 2
// expect: ~5 5
// elision: same
