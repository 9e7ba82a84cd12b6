// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=MORE --implicit-check-not=fine %s
// An ordinary function or a variable that is bound to the symbol of an async function would call something else in the output.
#include <asyncc.h>

async int f(int x)
{
    await async_yield();
    return x + 1;
}
static async int hidden(int x)
{
    return await f(x);
}
async void *resolver(void)
{
    return 0;
}
int plain(int x)
{
    return x;
}
// CHECK: named-by-symbol.c:[[@LINE+3]]:35: error: the attribute 'alias' of 'aliased' names the async function 'f', whose symbol in the output is no function that could be called so: write an ordinary function that uses async_run
// CHECK-NEXT: int aliased
// CHECK-NEXT: {{ \^~+$}}
int aliased(int x) __attribute__((alias("f")));
// CHECK: named-by-symbol.c:[[@LINE+2]]:5: error: the attribute 'alias' of 'by_macro' names the async function 'f'
#define ALIAS(name) __attribute__((__alias__(#name)))
int by_macro(int x) ALIAS(f);
// CHECK: named-by-symbol.c:[[@LINE+1]]:54: error: the attribute 'alias' of 'second' names the async function 'hidden'
extern __typeof(aliased) second __attribute__((weak, alias("hidden")));
// CHECK: named-by-symbol.c:[[@LINE+1]]:12: error: the attribute '{{alias|weakref}}' of 'weak_one' names the async function 'f'
static int weak_one(int x) __attribute__((weakref("f")));
// CHECK: named-by-symbol.c:[[@LINE+1]]:34: error: the attribute 'ifunc' of 'chosen' names the async function 'resolver'
int chosen(int x) __attribute__((__ifunc__("resolver")));
// CHECK: named-by-symbol.c:[[@LINE+1]]:21: error: the name in assembly of 'labelled' names the async function 'f'
int labelled(int x) __asm__("f");
// MORE-DAG: named-by-symbol.c:[[@LINE+1]]:{{[0-9]+}}: error: the attribute 'copy' of 'copied' names the async function 'f', whose attributes in the output are others: write the attributes out
int copied(int x) __attribute__((__copy__(f)));
// MORE-DAG: named-by-symbol.c:[[@LINE+1]]:{{[0-9]+}}: error: the attribute 'copy' of 'copied_too' names the async function 'f'
__attribute__((noinline)) int copied_too(int x) __attribute__((copy(f)));
int fine_copy(int x) __attribute__((copy(plain)));
int fine(int x) __attribute__((alias("plain")));
int fine_too(int x) __asm__("plain");
// CHECK: named-by-symbol.c:[[@LINE+3]]:42: error: the attribute 'alias' of 'local' names the async function 'f'
int caller(void)
{
    extern int local(int) __attribute__((alias("f")));
    return local(1);
}
// MORE-DAG: named-by-symbol.c:[[@LINE+3]]:{{[0-9]+}}: error: the name in assembly of 'inner' names the async function 'f'
int reader(void)
{
    extern const unsigned char inner[] __asm__("f");
    return inner[0];
}
// MORE-DAG: named-by-symbol.c:[[@LINE+3]]:{{[0-9]+}}: error: the attribute 'alias' of 'shown' names the async function 'f'
async int waits(void)
{
    extern const int shown __attribute__((alias("f")));
    await async_yield();
    return shown;
}
async int more(void)
{
    extern const char fine_bytes[] __asm__("plain");
    await async_yield();
    return fine_bytes[0];
}
// MORE-DAG: named-by-symbol.c:[[@LINE+1]]:{{[0-9]+}}: error: the attribute 'alias' of 'bytes' names the async function 'f'
extern char bytes __attribute__((alias("f")));
// MORE-DAG: named-by-symbol.c:[[@LINE+1]]:{{[0-9]+}}: error: the attribute '{{alias|weakref}}' of 'weak_bytes' names the async function 'f'
static int weak_bytes __attribute__((weakref("f")));
// MORE-DAG: named-by-symbol.c:[[@LINE+1]]:{{[0-9]+}}: error: the name in assembly of 'code' names the async function 'f'
extern char code[] asm("f");
// CHECK: named-by-symbol.c:[[@LINE+1]]:26: error: this #pragma names the async function 'f', which has another symbol in the output
#pragma weak pragmatic = f
// CHECK: named-by-symbol.c:[[@LINE+1]]:14: error: this #pragma names the async function 'hidden'
#pragma weak hidden
// CHECK-NOT: error:
#pragma weak plain
