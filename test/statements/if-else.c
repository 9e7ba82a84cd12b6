// RUN: %matrix %s
// if and else with awaits in the condition and in the branches, with braces and without: an await makes several lines
// out of one statement, and each else must stay with its own if.
#include "../Inputs/waits.h"

static async int choose(int a, int b)
{
    if (a)
        if (b)
            await see(1);
        else
            await see(2);
    else if (await see(b))
        await see(3);
    else
        await see(4);

    if (a)
        if (await see(b))
            say(".");
        else
            say(",");

    if (await see(a)) {
        if (b)
            await see(5);
    } else
        await see(6);

    if (a)
        ;
    else
        await see(7);

    if (a && await see(b))
        say("both ");
    else if (a || await see(b)) {
        say("one ");
    } else {
        say("none ");
    }

    int x = 0;
    if ((x = await see(a + b)) > 1)
        x += await see(8);
    else if (x == 1) {
        int y = await see(9);
        x += y;
    }
    if (!await see(a) == 0)
        return x;
    return -x;
}

static async void test(void)
{
    for (int i = 0; i < 4; i++)
        say("= %d\n", await choose(i & 1, i / 2));
}
// flags: -Wno-dangling-else -Wno-empty-body -Wno-parentheses
// expect: <0><4><0><6><7><0>none <0><0>= 0
// expect: <2><0>,<1><0>one <1><9><1>= 10
// expect: <1><3><0><6><7><1>one <1><9><0>= -10
// expect: <1><1>.<1><5><1>both <2><8><1>= 10
// elision: same
