// RUN: not %asyncc %s -o %t.c -- -I%include 2>&1 | FileCheck %s
// A local that lives across an await is in the frame.
#include <asyncc.h>

struct wide {
    _Alignas(64) int i;
};

async int main(void)
{
    // CHECK: alignment-saved.c:[[@LINE+1]]:{{[0-9]+}}: error: 'w' lives across an await and has a type that is aligned
    struct wide w = {3};
    await async_yield();
    return w.i;
}

typedef int apart __attribute__((aligned(32)));
async int by_typedef(int x)
{
    // CHECK: alignment-saved.c:[[@LINE+1]]:{{[0-9]+}}: error: 'local' lives across an await and has a type that is aligned to more than 16 bytes
    apart local = x, *p = &local;
    await async_yield();
    return *p;
}
