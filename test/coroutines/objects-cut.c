// RUN: %matrix %s
// Macros that hold a part of the call that makes a coroutine object.
// elision: same
#include <asyncc.h>
#include <stdio.h>
#define CUT1 (1
#define CUT2(x) (x
#define ALL (7)
static async int give(int n)
{
    await async_yield();
    return n;
}
static int plain(void)
{
    async int c;
    async int l[2]; c = give CUT1); l[1] = give CUT2(5) + 1);
    return async_run(c) + async_run(l[1]);
}
async int main(void)
{
    async int c = give CUT1), d[2];
    d[0] = give CUT2(2) + 1);
    d[1] = give ALL;
    printf("%d %d", await c, await d[0]);
    printf(" %d %d\n", await d[1], plain());
    return 0;
}
// expect: 1 3 7 7
