// RUN: %asyncc %s -o %t.c -- -std=c11
// RUN: %gcc -Wno-error -c %t.c -o %t.o 2>&1 | FileCheck %s --implicit-check-not="warning:"
// RUN: %clang -Wno-error -c %t.c -o %t.o 2>&1 | FileCheck %s --implicit-check-not="warning:"
// A use of a deprecated async function is warned of where it is used, once each, and nowhere else.
#include <asyncc.h>

async int old(int x) __attribute__((deprecated("write \"new\" (really)")));
async int old(int x)
{
    await async_yield();
    return x;
}
async int use(void)
{
    // CHECK: deprecated.c:[[@LINE+1]]:{{.*}}: warning: {{.*}}old{{.*}} is deprecated: write "new" (really)
    int a = await old(3);
    // CHECK: deprecated.c:[[@LINE+1]]:{{.*}}: warning: {{.*}}old{{.*}} is deprecated
    async int c = old(4);
    // CHECK: deprecated.c:[[@LINE+1]]:{{.*}}: warning: {{.*}}old{{.*}} is deprecated
    async_task *t = async_spawn(old(5));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    a += await old(6);
#pragma GCC diagnostic pop
    await async_join(t);
    return a + await c;
}
int start(void)
{
    // CHECK: deprecated.c:[[@LINE+1]]:{{.*}}: warning: {{.*}}old{{.*}} is deprecated
    return async_run(old(7));
}
