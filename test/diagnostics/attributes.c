// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// RUN: %asyncc -Wno-unused-result %s -o %t.c -- -std=c11 -DUSE 2>&1 | FileCheck --allow-empty --check-prefix=QUIET %s
// RUN: %asyncc %s -o %t.c -- -std=c11 -DUSE 2>&1 | FileCheck --check-prefix=USE %s
// Attributes that an async function cannot have are refused by name, where they are written; a result that must be used
// and is not is warned of.
#include <asyncc.h>

#ifndef USE
#define AT_START __attribute__((constructor))
// CHECK: attributes.c:[[@LINE+1]]:40: error: the async function 'a' cannot have the attribute 'constructor': nothing runs it in a loop; write an ordinary function that uses async_run
async void a(void) __attribute__((cold,constructor(101)));
// CHECK: attributes.c:[[@LINE+1]]:29: error: the async function 'b' cannot have the attribute 'destructor': nothing runs it in a loop
static async __attribute__((__destructor__)) void b(void)
{
    await async_yield();
}
// CHECK: attributes.c:[[@LINE+1]]:1: error: the async function 'c' cannot have the attribute 'constructor'
AT_START static async void c(void)
{
}
// CHECK: attributes.c:[[@LINE+1]]:35: error: the async function 'd' cannot have the attribute 'alias': the output has other symbols; write an async function that awaits the other one
async void d(void) __attribute__((alias("b")));
// CHECK: attributes.c:[[@LINE+1]]:20: error: the async function 'e' cannot have another name in assembly
async void e(void) __asm__("f");
// CHECK: attributes.c:[[@LINE+1]]:42: error: the async function 'g' cannot have the attribute 'weakref'
static async void g(void) __attribute__((weakref("h")));
void *resolve(void);
// CHECK: attributes.c:[[@LINE+1]]:35: error: the async function 'i' cannot have the attribute 'ifunc'
async void i(void) __attribute__((ifunc("resolve")));
async void k(void)
{
    // CHECK: attributes.c:[[@LINE+1]]:51: error: the async function 'block' cannot have the attribute 'symver'
    async void block(void) __attribute__((unused, symver("b@V")));
}
#else
#define MUST __attribute__((warn_unused_result))
async int must(int x) MUST;
async int all(int x)
{
    // USE: attributes.c:[[@LINE+1]]:5: warning: the result of 'must', which has the attribute 'warn_unused_result', is not used [-Wunused-result]
    await must(x);
    // USE: attributes.c:[[@LINE+1]]:32: warning: the result of 'must'
    for (x = await must(1); x; await must(2), x--)
        ;
    // USE: attributes.c:[[@LINE+1]]:6: warning: the result of 'must'
    (await must(x));
    (void)await must(x);
    // USE: attributes.c:[[@LINE+1]]:30: warning: the result of 'must'
    int y = await must(1) + (await must(2), await must(3));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-result"
    await must(x);
#pragma GCC diagnostic pop
    return ({ await must(y); });
}
#endif
// USE-NOT: warning
// QUIET-NOT: warning
