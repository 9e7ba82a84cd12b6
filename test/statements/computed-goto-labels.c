// RUN: %matrix %s
// A computed goto goes to the labels whose address is taken, and to no other: what is alive at a label that only gotos
// name is not alive at the awaits before it. (clang said that `i`, which no text sets there, was saved uninitialised.)
#include "../Inputs/waits.h"

static async int f(int n)
{
    int sum = 0;
    switch (n) {
    case 0:;
        int i;
        for (i = 0; i < await get(3); i++) {
        again:
            sum += i;
            if (i == 1 && sum < 5) {
                i++;
                goto again;
            }
        }
        break;
    case 1: {
        static const void *const steps[] = {&&add, &&wait, &&stop};
        int k = 0;
        sum += await get(100);
        goto *steps[k++];
    add:
        sum += await get(40);
        goto *steps[k++];
    wait:
        await rest();
        goto *steps[k];
    stop:
        sum++;
    } break;
    }
    return sum;
}

static async void test(void)
{
    say("%d %d\n", await f(0), await f(1));
}
// flags: -Wno-pedantic
// expect: 3 141
// elision: same
