// RUN: %matrix --all %s
// Async cleanups in recursion, beside arrays of variable length, in a switch, in unbraced loops, and where scopes end
// in loops without an end.
#include "../Inputs/waits.h"

#define LATER __attribute__((cleanup(leave)))

static async void leave(int *p)
{
    await rest();
    say("~%d", *p);
    *p = -1;
}

static async int recursion(int n)
{
    int x LATER = n;
    if (n > 0) {
        int y LATER = await recursion(n - 1);
        return x * 10 + y;
    }
    return x;
}
static async int variable(int n)
{
    int sum = 0;
    for (int i = 1; i < n; i++) {
        int before LATER = i;
        int list[i + await get(1)];
        int after LATER = i + 10;
        list[i] = after;
        await rest();
        if (i == 3)
            return list[i] + sum;
        if (i == 2)
            continue;
        sum += list[i] + before;
    }
    return sum;
}
static async int choose(int n)
{
    int x LATER = n;
    switch (await get(n)) {
    case 0:
        return x;
    case 1: {
        int y LATER = 20;
        if (n == y)
            break;
    }
        /* fall through */
    case 2:
        for (;;) {
            int z LATER = 30;
            if (n == 2 && z == 30)
                break;
            while (1) {
                int w LATER = 40;
                if (n == 1)
                    return w;
            }
        }
        break;
    default:
        do
            if (x++ > 5)
                return x;
        while (n);
    }
    return n;
}
static async int endless(int n)
{
    int x LATER = n;
    for (;;) {
        int y LATER = await get(x++);
        if (y > 1)
            return y;
    }
}
static async void bare(int n)
{
    int x LATER = n;
    if (n == 1)
        return;
    else if (n == 2)
        say("two");
    else
        for (;;)
            if (x++ == 5)
                return;
    int y LATER = 50;
    x += y;
}
static async int initialisers(int n)
{
    int a LATER = n, b LATER = ({
        if (n == 1)
            return 5;
        await get(2);
    });
    int c LATER = a + b, *d = &c;
    return *d;
}

static async void test(void)
{
    say(" %d\n", await recursion(3));
    for (int i = 1; i < 5; i++)
        say(" %d\n", await variable(i));
    for (int i = 0; i < 4; i++)
        say(" %d\n", await choose(i));
    say(" %d\n", await endless(0));
    for (int i = 1; i < 4; i++)
        await bare(i);
    say("\n");
    for (int i = 0; i < 2; i++)
        say(" %d\n", await initialisers(i));
}
// flags: -Wno-pedantic
// expect: ~0~0~1~10~2~30~3 60
// expect:  0
// expect: ~11~1 12
// expect: ~11~1~12~2 12
// expect: ~11~1~12~2~13~3 25
// expect: ~0 0
// expect: ~20~40~30~1 40
// expect: ~30~2 2
// expect: ~7 7
// expect: ~0~1~2~3 2
// expect: ~1two~50~52~6
// expect: ~2~2~0 2
// expect: ~1 5
// elision: same
