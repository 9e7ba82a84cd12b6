#include "work.h"

async int work(int x)
{
    await async_sleep(0.001);
    return 2 * x;
}
