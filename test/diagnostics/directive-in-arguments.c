// A directive that stands in the arguments of a macro that has to be written out, and is no #if.
//
// RUN: not %asyncc %s -- %inc 2>&1 | FileCheck %s
#include <asyncc.h>
#include <stdio.h>

async int get(int x)
{
    return x;
}

#define SHOW(x) printf("%d\n", (x))

async int main(void)
{
    SHOW(await get(1)
// CHECK: [[@LINE+1]]:1: error: a directive in the arguments of 'SHOW', which has to be written out here;
#define ANY 1
    );
    return 0;
}
