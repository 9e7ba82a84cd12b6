// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c -- -std=gnu89 2>&1 | count 0
// RUN: %asyncc %s -o %t.c -- -std=c99 -w 2>&1 | count 0
// RUN: not %asyncc %s -o %t.c -- -DAWAITED 2>&1 | FileCheck %s
// Library functions without a declaration: compilers differ about them, so it is for the compiler to say, wherever no
// await stands in front of their call.
#include <asyncc.h>

#define LENGTH(text) strlen(text)

static int ordinary(int x)
{
    if (x > 100)
        abort();
    return abs(-x);
}

static async int f(int x)
{
    await async_yield();
    if (x > 100)
        exit(3);
    return ordinary(x) + abs(x) + (int)LENGTH("four");
}

async int main(void)
{
    int n = abs(await f(2)) + labs(-3L) * (int)strlen("ab");
#ifdef AWAITED
    // CHECK: [[@LINE+2]]:16: error: call to undeclared library function 'llabs' with type 'long long (long long)'
    // CHECK: note: include the header <stdlib.h>
    n += await llabs(n);
#endif
    printf("%d\n", n);
    return 0;
}
// expect: 14
// elision: same
// flags: -std=gnu11 -Wno-implicit-function-declaration -Wno-builtin-declaration-mismatch -Wno-unknown-warning-option
