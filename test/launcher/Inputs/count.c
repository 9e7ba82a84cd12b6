#include <asyncc.h>
#include <stdio.h>

static async int add(int a, int b)
{
    await async_sleep(0.001);
    return a + b;
}

async int main(void)
{
    printf("%d\n", await add(1, 2));
    return 0;
}
