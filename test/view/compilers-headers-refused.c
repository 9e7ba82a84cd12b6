// RUN: not %asyncc %s 2>&1 | FileCheck %s
// A macro of the compiler's own headers that cannot stay, because an await comes out of another macro in it.
#include <asyncc.h>
#include <tgmath.h>

#define FETCH(x) (await fetch(x))

async static double fetch(double x)
{
    await async_yield();
    return x;
}

async double hidden(void)
{
    // CHECK: compilers-headers-refused.c:[[@LINE+1]]:12: error: the macro 'sqrt' is the compiler's own and cannot be written out, which is due here; await into a variable before
    return sqrt(FETCH(81));
}
