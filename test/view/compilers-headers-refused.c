// RUN: not %asyncc %s 2>&1 | FileCheck %s
// A macro of the compiler's own headers that cannot stay, because no variable can be declared for its argument.
#include <asyncc.h>
#include <tgmath.h>

#define BEGIN {

async static double fetch(double x)
{
    await async_yield();
    return x;
}

async double hidden(void)
BEGIN
    // CHECK: compilers-headers-refused.c:[[@LINE+1]]:12: error: the macro 'sqrt' is the compiler's own and cannot be written out, which is due here; await into a variable before
    return sqrt(await fetch(81));
}
