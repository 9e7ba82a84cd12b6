// RUN: not %asyncc %s -o %t.c -- -std=c11 -Wno-unused-value 2>&1 | FileCheck %s
// Awaits in operands that are not evaluated, or where no code can stand.
#include <asyncc.h>

async int work(int x);
async void *find(void);

async int caller(int x)
{
    // CHECK: not-evaluated.c:[[@LINE+1]]:25: error: await in an operand that is not evaluated (sizeof, typeof, _Alignof, _Generic)
    int a = (int)sizeof(await work(1));
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated
    a += (int)sizeof await work(1);
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated
    __typeof__(await work(2)) b = 3;
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated
    a += (int)(__typeof__(await work(2)))b;
    // CHECK: not-evaluated.c:[[@LINE+1]]:31: error: await in an operand that is not evaluated (__builtin_constant_p)
    a += __builtin_constant_p(await work(3));
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated (__builtin_object_size)
    a += (int)__builtin_object_size(await find(), 0);
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated (__builtin_choose_expr)
    a += __builtin_choose_expr(1, await work(2), await work(3));
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated
    a += __builtin_types_compatible_p(__typeof__(await work(3)), int);
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated (sizeof, typeof, _Alignof, _Generic)
    a += _Generic(await work(3), int: 1, default: 2);
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in _Generic, where several associations have the type of the one that is chosen, and compilers may differ in which one that is: await into a variable before
    a += _Generic("text", char *: await work(4), default: 2);
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in a type: await into a variable before
    a += (int)sizeof(int[await work(6)]);
    // CHECK: not-evaluated.c:[[@LINE+1]]:24: error: await in an operand that is not evaluated (sizeof, typeof, _Alignof, _Generic)
    typedef __typeof__(await work(7)) type;
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated
    enum { SIZE = sizeof(await work(8)) };
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated
    _Static_assert(sizeof(await work(9)) == SIZE, "");
    // CHECK: not-evaluated.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand that is not evaluated
    struct { int list[sizeof(await work(10))]; } s = {{(type)0}};
    return a + b + x + s.list[0];
}
