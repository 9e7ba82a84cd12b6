// RUN: %matrix %s
// Code that is never reached, or that never ends: after return, in if (0), after infinite loops, labels that nobody
// goes to, functions that call exit; empty functions and empty bodies.
#include "../Inputs/waits.h"
#include <stdlib.h>

static async int behind(int x)
{
    return await get(x);
    int y = await get(x + 1);
    await rest();
    return y;
}
static async int in_false(int x)
{
    if (0) {
        int y = x;
        await rest();
        x = y;
    }
    while (0)
        await rest();
    for (; 0;)
        x += await get(1);
    if (1)
        x += await get(2);
    else
        x += await get(3);
    return x;
}
static async int until(int x)
{
    for (;;) {
        x += await get(1);
        if (x > 5)
            return x;
    }
}
static async int never_mind(int x)
{
    while (1) {
        if (await get(x++) > 3)
            break;
        continue;
        await rest();
    }
    goto over;
    x += await get(100);
over:
    return x;
unused_label: __attribute__((unused));
    await rest();
    return -1;
}
static async void empty(void)
{
}
static async void empty_block(int x)
{
    if (x) {
    } else {
        await empty();
    }
    for (int i = 0; i < 2; i++) {
    }
    {
    }
    ;
}
static async _Noreturn void leave(int x)
{
    await rest();
    exit(x);
}
static async int may_leave(int x)
{
    if (x)
        await leave(x);
    return await get(5);
}
static async int switch_only(int x)
{
    switch (await get(x)) {
        x += await get(1000);
    case 1:
        return 1;
        await rest();
    default:
        return 2;
    }
}
static async void only_return(void)
{
    return;
    await rest();
}

static async void test(void)
{
    say("%d %d %d %d\n", await behind(1), await in_false(2), await until(3), await never_mind(1));
    await empty();
    await empty_block(0);
    await only_return();
    say("%d %d %d\n", await may_leave(0), await switch_only(1), await switch_only(2));
}
// flags: -Wno-unknown-warning-option -Wno-switch-unreachable -Wno-implicit-fallthrough
// expect: 1 4 6 5
// expect: 5 1 2
// elision: same
