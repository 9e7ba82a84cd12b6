// RUN: %matrix %s
// for: awaits in each part and in the body, with parts left out, with continue going to the step.
#include "../Inputs/waits.h"

static async void test(void)
{
    for (int i = await see(0); await see(i) < 3; i += await see(1))
        say("%d ", i);
    say("\n");
    int i;
    for (i = await get(5); i > 3; i--)
        await see(i);
    say("%d\n", i);
    for (; await get(i) > 0; i--)
        if (i == 2)
            continue;
        else
            say("%d ", i);
    say("%d\n", i);
    for (;; i += await get(2)) {
        if (i == 4)
            continue;
        if (i > 8)
            break;
        say("%d ", i);
    }
    say("%d\n", i);
    for (;;)
        if (await see(i--) < 8)
            break;
    say("%d\n", i);
    for (int a = 0, b = await get(10); a < b; a++, b -= await get(2)) {
        if (a == 1)
            continue;
        say("%d-%d ", a, b);
    }
    say("\n");
    for (await see(1), i = 0; i < 2; i++, await see(2))
        ;
    say("\n");
    /* Each time round has its own copy of what the body declares. */
    for (int n = 0; n < 3; n++) {
        int here = n * n, *p = &here;
        await rest();
        *p += 1;
        say("%d ", here);
    }
    say("\n");
    /* The loop's variable is one for all rounds, also when its address is known. */
    for (int n = 0, *p = &n; n < 6; await rest(), ++*p) {
        await get(n);
        (*p)++;
        say("%d ", n);
    }
    say("\n");
    for (const char *s = "abc"; *s; s++) {
        if (*s == 'b')
            continue;
        say("%c", await get(*s));
    }
    say("\n");
    for (struct { int x, y; } p = {1, 2}; p.x < 20; p.x *= p.y)
        say("%d ", p.x);
    say("\n");
    for (i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            if (await get(j) > i)
                break;
            if (j == 1)
                continue;
            say("%d%d ", i, j);
        }
    say("\n");
}
// flags: -Wno-unknown-warning-option -Wno-empty-body -Wno-for-loop-analysis
// expect: <0><0>0 <1><1>1 <1><2>2 <1><3>
// expect: <5><4>3
// expect: 3 1 0
// expect: 0 2 6 8 10
// expect: <10><9><8><7>6
// expect: 0-10 2-6 3-4 
// expect: <1><2><2>
// expect: 1 2 5 
// expect: 1 3 5 
// expect: ac
// expect: 1 2 4 8 16 
// expect: 00 10 20 22 
// elision: same
