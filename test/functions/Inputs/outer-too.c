#include "outer.h"
async int other_outer(int x)
{
    return await outer(x) * 10 + await inner(x);
}
