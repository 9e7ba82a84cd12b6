// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// A struct that is declared in a statement expression, whose value has to be kept outside of it.
#include <asyncc.h>

async int get(int x);
async int work(int n)
{
    int x = ({
                // CHECK: type-of-block.c:[[@LINE+1]]:17: error: the value of a statement expression beside an await has this type, which is declared in it; declare the type in front of the statement
                struct inner {
                    int a;
                } inner = {await get(3)};
                inner;
            }).a;
    // CHECK-NOT: error:
    return ({
        struct free {
            int a;
        } free = {n};
        free.a + x;
    });
}
