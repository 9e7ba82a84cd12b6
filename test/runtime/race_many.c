// async_race with as many calls as it takes, and with more.
// RUN: %matrix %s
// RUN: not %asyncc %s -o %t.c -- -DCALLS=T30,W,W,W 2>&1 | FileCheck %s --implicit-check-not=error:
// RUN: not %asyncc %s -o %t.c -- -DCALLS=T30,T30,T30,T30,W,W,W,W,W,W,W 2>&1 | FileCheck %s --implicit-check-not=error:
// CHECK:      race_many.c:[[#LINE:]]:{{[0-9]+}}: error: static assertion failed{{.*}}async_race and ASYNC_EACH take at most 32 arguments
// CHECK-NEXT: async_race(CALLS)
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>

#define W wait()
#define T5 W, W, W, W, W
#define T30 T5, T5, T5, T5, T5, T5
#ifndef CALLS
#define CALLS T30, W, W
#endif

static int begun, ended, winner;

static async int wait(void)
{
    int number = begun++;
    int status = await async_sleep(number == winner ? 1 : 2);
    ended++;
    return status;
}

static async int race(void)
{
    begun = ended = 0;
    return await async_race(CALLS);
}

async int main(void)
{
    for (winner = 0; winner < 33; winner += 4) {
        if (winner == 32)
            winner = 31;
        int won = await race();
        printf("%d: %d of %d\n", won, ended, begun);
    }
    printf("%d %d\n", ASYNC_COUNT(CALLS), ASYNC_COUNT(T30, T30, T30, T30, T5, W, W));
    return 0;
}
// expect: 0: 32 of 32
// expect: 4: 32 of 32
// expect: 8: 32 of 32
// expect: 12: 32 of 32
// expect: 16: 32 of 32
// expect: 20: 32 of 32
// expect: 24: 32 of 32
// expect: 28: 32 of 32
// expect: 31: 32 of 32
// expect: 32 127
