/* Two functions that count at the same time: the numbers come out in order although each prints only its own. */
#include <asyncc.h>
#include <stdio.h>

async void print_every_second(int first, int end)
{
    for (int i = 0; i < end; i++) {
        if (i % 2 == first)
            printf("%d\n", i);
        await async_sleep(0.05);
    }
}

async int main(void)
{
    await async_gather(print_every_second(0, 10), print_every_second(1, 10));
    printf("done\n");
    return 0;
}
