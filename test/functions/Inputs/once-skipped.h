/* Read for each NAME, as a template. */
#if 0
#pragma once
#endif
static async int NAME(int x)
{
    await async_yield();
    return x + ADD;
}
#undef NAME
#undef ADD
