// RUN: %matrix %s
// while: the condition with its awaits is evaluated each time round, continue goes to it, break leaves.
#include "../Inputs/waits.h"

static async void test(void)
{
    int i = 0;
    while (await see(i) < 3)
        i++;
    say("\n");
    while (i-- > await see(0))
        await see(i + 10);
    say("\n");
    i = 0;
    while (await see(1)) {
        if (++i == 2)
            continue;
        if (i == 4)
            break;
        say("%d ", i);
    }
    say("\n");
    while (i > 0 && await see(i) != 2)
        i--;
    say("%d\n", i);
    while ((i += await get(3)) < 12 || await see(0))
        say("%d ", i);
    say("%d\n", i);
    /* A value that lives only in the condition, one only in the body, one in both. */
    int left = 3, all = 0;
    while (left ? await get(left) : 0) {
        int here = await get(left) * 10;
        await rest();
        all += here;
        left--;
    }
    say("%d\n", all);
    while (await see(0))
        say("never");
    while (1) {
        while (2) {
            await rest();
            if (left++ < 3)
                continue;
            break;
        }
        if (await get(left) > 4)
            break;
    }
    say("%d\n", left);
    while (await get(left--) > 0)
        ;
    say("%d\n", left);
}
// flags: -Wno-empty-body
// expect: <0><1><2><3>
// expect: <0><12><0><11><0><10><0>
// expect: <1>1 <1><1>3 <1>
// expect: <4><3><2>2
// expect: 5 8 11 <0>14
// expect: 60
// expect: <0>5
// expect: -1
// elision: same
