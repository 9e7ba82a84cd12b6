// RUN: not %asyncc %s -o %t.c -- -I%include 2>&1 | FileCheck %s
// RUN: not ls %t.c
// Frames are aligned to 16 bytes. What needs more has its place in them, but for these.
#include <asyncc.h>

struct wide {
    _Alignas(64) int i;
};

async int use(struct wide w)
{
    return w.i;
}

async int main(void)
{
    struct wide w = {1};
    // CHECK: alignment.c:[[@LINE+1]]:{{[0-9]+}}: error: an argument that is aligned to more than 16 bytes
    async_detach(async_new(use(w)));
    return 0;
}
