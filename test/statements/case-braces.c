// RUN: %matrix %s
// cases that begin with an await, whose braces in the output enclose what follows: fallthrough, labels, nested switches,
// loops, declarations that later cases see, cases in other statements.
#include "../Inputs/waits.h"

static async int run(int x)
{
    int n = 0;
    switch (x) {
    case 0:
        n += await get(1);
        say("a");
        if (n > 1)
            goto two;
        break; /* done */
    case 1:
    case 2:
        n += await get(2);
        say("b");
        __attribute__((fallthrough));
    case 3:
        await see(3);
    two:
        n += await get(10);
        break; // done
    case 4:
        await see(4);
        switch (n) {
        case 0:
            await see(40);
            for (int i = 0; i < 2; i++)
                n += await get(i);
            break;
        default:
            say("never");
        }
        n++;
        break;
    case 5:
        await see(5);
        int later;
        later = 50;
        n += later;
        break;
    case 6:
        later = await get(60);
        n += later;
        break;
    case 7:
        if (await see(7))
            n += 7;
        {
            int own = await get(70);
            n += own;
        }
        do {
            n++;
    case 8:
            await see(8);
            say("c");
        } while (n % 4);
        break;
    case 9: await see(9); say("d"); break;
    default:
        return await get(99);
        say("never");
    }
    return n;
}

static async void test(void)
{
    for (int x = 0; x < 11; x++)
        say("%d;", await run(x));
    say("\n");
}
// flags: -Wno-implicit-fallthrough -Wno-unknown-warning-option
// expect: a1;b<3>12;b<3>12;<3>10;<4><40>2;<5>50;60;<7><8>c<8>c<8>c80;<8>c0;<9>d0;99;
// elision: same
