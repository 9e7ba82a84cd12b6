#include "inline.h"
async int other(int x)
{
    return await external(x) + 1;
}
