// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// The output names a local where it is saved: a macro of that name would stand in for it.
#include <asyncc.h>

async int work(int x);

async int hidden(int x)
{
    int self = 1, before = 2;
    await work(x);
// CHECK: macro-named-local.c:[[@LINE+1]]:9: error: the local 'self' lives across an await, and no macro may have its name meanwhile
#define self (self + 1)
    await work(before);
    return self;
#undef self
}

async int harmless(int x)
{
    int self = 1, gone = 2;
    x += gone;
#define gone 5
#define self(n) (n)
    await work(x + gone);
    return self(self);
}
// CHECK: macro-named-local.c:9:9: note: the local is declared here
// CHECK-NOT: error
