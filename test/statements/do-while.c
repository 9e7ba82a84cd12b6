// RUN: %matrix %s
// do: the body comes first; continue goes to the condition, awaits and all.
#include "../Inputs/waits.h"

static async void test(void)
{
    int i = 0;
    do
        i++;
    while (await see(i) < 3);
    say("\n");
    do {
        await see(i);
        if (i == 5)
            continue;
        if (i == 7)
            break;
        say("%d ", i);
    } while (++i < await get(10));
    say("%d\n", i);
    do {
        await see(20);
        continue;
    } while (0);
    do
        await see(21);
    while (await see(0));
    do {
        if (await see(1))
            break;
        say("never");
    } while (1);
    say("\n");
    /* A declaration of the body cannot be seen in the condition: the i there is the outer one. */
    do {
        int i = await get(100);
        if (i > 50)
            continue;
        say("never");
    } while (await see(--i) > 5);
    say("%d\n", i);
    do {
        do {
            await rest();
            if (i == 3)
                break;
            continue;
        } while (i-- > 0);
        say("inner %d ", i);
    } while (await see(i--) > 2);
    say("%d\n", i);
}
// expect: <1><2><3>
// expect: <3>3 <4>4 <5><6>6 <7>7
// expect: <20><21><0><1>
// expect: <6><5>5
// expect: inner 3 <3>inner -1 <-1>-2
// elision: same
