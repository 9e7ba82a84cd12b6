#pragma once
#include <asyncc.h>
#ifdef WITH_TRACE
#error "never"
#endif
static inline async int inner(int x)
{
    await async_yield(); /* a comment in a header */
    return x + 1;
}
