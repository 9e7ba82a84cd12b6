// RUN: %matrix %s
// switch with awaits in operand and cases: fallthrough, default in the middle, nesting, enums, declarations, no match.
#include "../Inputs/waits.h"

enum colour { RED, GREEN, BLUE };

static async void one(int x)
{
    switch (await get(x)) {
    case 1:
        await see(1);
        break;
    default:
        await see(99);
        /* fall through */
    case 2:
        say("two");
        /* fall through */
    case 3:
    case 4:
        say(" three or four");
        await see(34);
        break;
    case 5: {
        int y = await get(50);
        await rest();
        say("%d", y);
    } break;
    case 6:;
        int z = await get(60);
        await rest();
        say("%d", z);
        break;
    case 7:
        if (await see(7))
            break;
        say("never");
        break;
    case -1:
        while (x++ < 1)
            switch (await see(x)) {
            case 0:
                continue;
            case 1:
                await see(11);
                break;
            }
    }
    say(";\n");
}

static async const char *name(enum colour c)
{
    switch (c) {
    case RED:
        await rest();
        return "red";
    case GREEN:
        return await get(1) ? "green" : "never";
    case BLUE:
        break;
    }
    return "blue";
}

static async int operand(int x)
{
    /* The operand is evaluated once, even if what it was made of changes. */
    switch (x + await get(1)) {
    case 1:
        x = 5;
        await rest();
        return x;
    case 6:
        return -1;
    }
    switch (x)
    case 3:
        return await get(33);
    switch (x) {
        int unreached;
    case 4:
        unreached = await get(44);
        await rest();
        return unreached;
    }
    switch (await get(x))
        ;
    switch ((char)x) {
    case 'a' ... 'f':
        return await get('!');
    default:
        ;
    }
    return 0;
}

static async void test(void)
{
    for (int i = -1; i < 9; i++)
        await one(i);
    for (enum colour c = RED; c <= BLUE; c++)
        say("%s ", await name(c));
    say("%d %d %d %d %d\n", await operand(0), await operand(5), await operand(3), await operand(4), await operand('c'));
    /* break and continue belong to different statements. */
    for (int i = 0; i < 6; i++) {
        switch (i) {
        case 1:
            continue;
        case 2:
            await rest();
            continue;
        case 3:
            break;
        case 4:
            i++;
        }
        say("%d ", i);
        await rest();
    }
    say("\n");
}
// flags: -Wno-unknown-warning-option -Wno-empty-body -Wno-pedantic -Wno-implicit-fallthrough -Wno-switch-unreachable -Wno-missing-braces
// expect: <0><1><11>;
// expect: <99>two three or four<34>;
// expect: <1>;
// expect: two three or four<34>;
// expect:  three or four<34>;
// expect:  three or four<34>;
// expect: 50;
// expect: 60;
// expect: <7>;
// expect: <99>two three or four<34>;
// expect: red green blue 5 -1 33 44 33
// expect: 0 3 5 
// elision: same
