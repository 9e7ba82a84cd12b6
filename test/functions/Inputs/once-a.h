#pragma once
#include <asyncc.h>
static inline async int g(int x) { await async_yield(); return x; }
