#include "work.h"
#include <stdio.h>

async int main(void)
{
    int a, b;
    await async_gather(a = work(1), b = work(20));
    printf("%d\n", a + b);
    return 0;
}
