// async_get_stats counts each resumption when it happens, in every kind of round.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %gcc %t.c %lib -o %t && %t && env ASYNCC_SEED=5 %t
#include <asyncc.h>
#include <stdio.h>

static int switches(void)
{
    async_stats stats;
    async_get_stats(&stats);
    return (int)stats.switches;
}

static async int yields(int n, int *last)
{
    for (int i = 0; i < n; i++)
        await async_yield();
    *last = switches();
    return 0;
}

async int main(void)
{
    int begin = switches(), wrong = 0, last[3];
    for (int i = 0; i < 200; i++) {
        wrong += switches() != begin + i;
        await async_yield();
    }
    begin = switches();
    async_run(yields(70, last));
    wrong += last[0] != begin + 70 || switches() != begin + 70;
    for (int i = 0; i < 5; i++)
        async_run(yields(i, last));
    wrong += switches() != begin + 80;
    begin += 10;
    await async_gather(yields(30, last), yields(30, last + 1), yields(30, last + 2));
    // Each was the first, second or third of its round; main goes on in the step of the last one.
    wrong += last[0] + last[1] + last[2] != 3 * (begin + 70 + 90) - 3 || switches() != begin + 70 + 90;
    printf("%d wrong\n", wrong);
    return 0;
}
// expect: 0 wrong
