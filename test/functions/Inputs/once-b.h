#pragma once
#include "once-a.h"
static inline int unused(void)
{
    return 1;
}
static inline async int h(int x) { return await g(x) + 1; }
