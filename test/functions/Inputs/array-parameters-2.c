#include "array-parameters.h"

static async int all(unsigned list[4], int n)
{
    return await outside(list, n);
}
async int outside(unsigned list[4], int n)
{
    int sum = 0;
    while (n-- > 0) {
        await async_yield();
        sum += (int)list[n];
    }
    return list[0] ? sum : await all(list, n);
}
