#ifdef ONCE_TAKEN
#pragma once
#endif
static async int taken(int x)
{
    await async_yield();
    return x + 2;
}
