#pragma once
#include <asyncc.h>
#if !defined(__clang__)
static async int header_code(int n)
{
    int k = n;
    await async_yield();
    return k;
}
#else
static async int header_code(int n)
{
    int k = 2 * n;
#ifdef __clang__
    await async_yield();
#endif
    return k;
}
#endif
