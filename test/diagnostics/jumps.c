// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// setjmp and its like remember a stack frame, alloca puts memory in one: both are gone after the first wait.
#include <asyncc.h>
#include <alloca.h>
#include <setjmp.h>
#include <string.h>
#include <unistd.h>

static jmp_buf buffer;
static sigjmp_buf sigbuffer;

async int work(int n)
{
    // CHECK: jumps.c:[[@LINE+1]]:{{[0-9]+}}: error: setjmp and its like cannot be used in an async function: its stack frame is gone after the first wait
    if (setjmp(buffer))
        return 1;
    // CHECK: jumps.c:[[@LINE+1]]:{{[0-9]+}}: error: setjmp and its like
    if (sigsetjmp(sigbuffer, 1))
        return 1;
    // CHECK: jumps.c:[[@LINE+1]]:{{[0-9]+}}: error: alloca cannot be used in an async function: its memory does not survive a wait; use malloc, or an array of fixed size
    char *memory = alloca((size_t)n);
    memset(memory, 0, (size_t)n);
    await async_yield();
    // CHECK: jumps.c:[[@LINE+1]]:{{[0-9]+}}: error: alloca cannot
    return *(char *)__builtin_alloca(4);
}
// In an ordinary function they are as good as ever.
// CHECK-NOT: error:
int ordinary(int n)
{
    volatile char *memory = alloca((size_t)n);
    return setjmp(buffer) + *memory;
}
