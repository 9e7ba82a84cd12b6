#ifndef OUTER_H
#define OUTER_H
#include "inner.h"
#define OUTER(x) outer((x) + 1)
enum { outer_constant = 7 };
static inline async int outer(int x)
{
    int sum = 0;
    for (int i = 0; i < x; i++)
        sum += await inner(i);
    return sum;
}
async int other_outer(int x);
#endif
