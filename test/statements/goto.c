// RUN: %matrix %s
// goto with awaits on every side: forwards, backwards, out of and into blocks, loops, branches, switches.
#include "../Inputs/waits.h"

static async int backwards(int n)
{
    int i = 0, sum = 0;
again:
    sum += await get(i);
    if (++i < n)
        goto again;
    return sum;
}

static async int out_of(int n)
{
    int found = -1;
    for (int i = 0; i < 10; i++) {
        while (1) {
            switch (await get(i)) {
            case 3:
                do {
                    int here = i * 10;
                    if (await get(here) == n)
                        goto out;
                } while (0);
            }
            break;
        }
        found = i;
    }
out:
    await rest();
    return found;
}

/* Into a block: its declarations are not run, and what they would have set has no value yet. */
static async int into(int way)
{
    int x = 1;
    if (way == 1)
        goto in_block;
    if (way == 2)
        goto in_loop;
    if (way == 3)
        goto in_branch;
    if (way == 4)
        goto in_switch;
    {
        int y = await get(1000);
        x += y;
    in_block:
        y = await get(2);
        await rest();
        x += y;
    }
    for (int i = 0; i < 2; i++) {
        x += await get(10);
    in_loop:
        i = 1;
        await rest();
        x += i * 3;
    }
    if (await get(x) < 0) {
    in_branch:
        x += await get(40);
    } else
        x += await get(50);
    switch (await get(1)) {
    case 1:
        x += 500;
        break;
    case 2:
    in_switch:
        x += await get(600);
    }
    return x;
}

/* The usual way to clean up. */
static async int clean(int fail)
{
    int status = -1;
    if (await get(fail) == 1)
        goto nothing;
    say("a");
    if (await get(fail) == 2)
        goto only_a;
    say("b");
    status = 0;
    await rest();
    say("-b");
only_a:
    await rest();
    say("-a");
nothing:
    return status;
}

/* Over a declaration, and back over it: each time it is initialised anew. */
static async int over(void)
{
    int round = 0, sum = 0;
next:;
    int fresh = 5;
    fresh += await get(round);
    sum += fresh;
    if (round++ < 3)
        goto next;
    return sum;
}

/* Labels one after the other, at the end of a block, in front of an await, of a declaration's block, of a loop. */
static async int labels(int x)
{
    if (x > 2)
        goto a;
    if (x > 1)
        goto b;
    {
        if (x)
            goto end_of_block;
        x = 100;
    end_of_block:;
    }
a:
b:
    x += await get(1);
    if (x < 5)
        goto loop;
    goto end;
loop:
    while (await get(x) < 5)
        x++;
end:
    return x;
}

static async void crossing(void)
{
    int n = 0;
    goto middle;
first:
    say("first ");
    if (n++ > 1)
        goto last;
middle:
    await rest();
    say("middle %d ", await get(n));
    goto first;
last:
    say("last\n");
}

static async void test(void)
{
    say("%d\n", await backwards(5));
    say("%d %d\n", await out_of(30), await out_of(31));
    for (int i = 0; i < 5; i++)
        say("%d ", await into(i));
    say("\n");
    for (int i = 1; i < 4; i++)
        say(" %d\n", await clean(i));
    say("%d\n", await over());
    for (int i = 0; i < 6; i++)
        say("%d ", await labels(i));
    say("\n");
    await crossing();
}
// flags: -Wno-unknown-warning-option -Wno-maybe-uninitialized
// expect: 10
// expect: 2 9
// expect: 1566 566 554 541 601 
// expect:  -1
// expect: a-a -1
// expect: ab-b-a 0
// expect: 26
// expect: 101 5 5 5 5 6 
// expect: middle 0 first middle 1 first middle 2 first last
// elision: same
