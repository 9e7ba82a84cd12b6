// RUN: not %asyncc %s -o %t.c -- -I%include 2>&1 | FileCheck %s
// Arrays of variable length have memory of their own, which is aligned as malloc's is.
#include <asyncc.h>

async int main(int argc, char **argv)
{
    // CHECK: alignment-variable.c:[[@LINE+1]]:{{[0-9]+}}: error: the array 'list' of variable length lives across an await, and cannot be aligned to more than 16 bytes
    _Alignas(64) char list[argc];
    list[0] = argv[0][0];
    await async_yield();
    return list[0];
}
