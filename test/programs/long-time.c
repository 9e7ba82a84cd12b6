// RUN: %matrix %s
// In virtual time an hour of sleeps takes none, and the order is exact.
#include <asyncc.h>
#include <stdio.h>

async void clock_hand(const char *name, double period, int times)
{
    for (int i = 1; i <= times; i++) {
        await async_sleep(period);
        printf("%s %d\n", name, i);
    }
}

async int main(void)
{
    double start = async_time();
    await async_gather(clock_hand("hour", 3600, 1), clock_hand("quarter", 900, 3), clock_hand("half", 1801, 1));
    printf("%.0f\n", async_time() - start);
    return 0;
}
// expect: quarter 1
// expect: quarter 2
// expect: half 1
// expect: quarter 3
// expect: hour 1
// expect: 3600
