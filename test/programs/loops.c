// RUN: %matrix --all %s
// Awaits in every part of every loop, with break and continue around them.
#include <asyncc.h>
#include <stdio.h>

static int calls;

async int next(int x)
{
    calls++;
    await async_yield();
    return x + 1;
}

async int below(int x, int limit)
{
    if (x % 2)
        await async_sleep(0.001);
    return x < limit;
}

async void for_loops(void)
{
    for (int i = await next(-1); await below(i, 6); i = await next(i)) {
        if (i == 1)
            continue;
        if (i == 4)
            break;
        printf("for %d\n", await next(i));
    }
    for (int i = 0, j = 10; i < j; i = await next(i), j--)
        if (i == j - 2)
            printf("met %d %d\n", i, j);
    int k = 0;
    for (;;) {
        if (!await below(k, 2))
            break;
        k = await next(k);
    }
    printf("k %d\n", k);
}

async void while_loops(void)
{
    int i = 0;
    while (await below(i, 5)) {
        i = await next(i);
        if (i == 2)
            continue;
        if (i == 4)
            break;
        printf("while %d\n", i);
    }
    do {
        i = await next(i);
        if (i == 6)
            continue;
        printf("do %d\n", i);
    } while (await below(i, 8));
    do
        printf("once\n");
    while (await below(1, 1));
}

async void nested(void)
{
    int pairs = 0;
    for (int i = 0; i < 4; i++)
        for (int j = 0; await below(j, i); j++) {
            int k = j;
            while (k > 0) {
                k--;
                if (k == 1)
                    goto out;
                await async_yield();
            }
            pairs += await next(i * j) - 1;
        }
out:
    printf("pairs %d\n", pairs);
}

async int main(void)
{
    await for_loops();
    await while_loops();
    await nested();
    printf("calls %d\n", calls);
    return 0;
}
// expect: for 1
// expect: for 3
// expect: for 4
// expect: met 4 6
// expect: k 2
// expect: while 1
// expect: while 3
// expect: do 5
// expect: do 7
// expect: do 8
// expect: once
// expect: pairs 5
// expect: calls 28
// elision: same
