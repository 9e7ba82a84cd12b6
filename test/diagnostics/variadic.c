// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// A variadic async function: its arguments would have to outlive the call.
#include <asyncc.h>
#include <stdarg.h>

// CHECK: variadic.c:[[@LINE+1]]:{{[0-9]+}}: error: the async function 'sum' cannot be variadic: {{.*}}pass a va_list, an array or a struct
async int sum(int count, ...)
{
    va_list list;
    va_start(list, count);
    await async_yield();
    va_end(list);
    return count;
}
async int through(async int (*f)(int, ...))
{
    // CHECK: variadic.c:[[@LINE+1]]:{{[0-9]+}}: error: a variadic async function is not supported
    return await f(1, 2);
}
// CHECK-NOT: error:
