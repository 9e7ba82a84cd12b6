#ifndef INLINE_H
#define INLINE_H
#include <asyncc.h>
async int slow(int x);
inline async int external(int x)
{
    return await slow(x) + 10;
}
async int other(int x);
#endif
