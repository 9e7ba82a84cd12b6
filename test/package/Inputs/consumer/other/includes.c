#include "../work.h"
#include <stdio.h>

int main(void)
{
    printf("%d\n", (int)sizeof(async_task *) > 0);
    return 0;
}
