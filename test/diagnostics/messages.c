// RUN: rm -rf %t && split-file %s %t && cd %t
// What is said of mistakes that have to do with the keywords, which to libclang are other things.
// RUN: not %asyncc typo.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=TYPO typo.c
// RUN: not %asyncc typo.c -o out.c -- -std=gnu89 2>&1 | FileCheck --check-prefix=OLD typo.c
// RUN: %asyncc implicit.c -o out.c -- -std=gnu89 2>&1 | count 0
// RUN: rm out.c
// RUN: not %asyncc pointer.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=POINTER pointer.c
// RUN: not %asyncc void.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=VOID void.c
// RUN: not %asyncc gather.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=GATHER gather.c
// RUN: not %asyncc include.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=INCLUDE include.c
// RUN: not %asyncc spelled.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=SPELLED spelled.c
// RUN: not %asyncc name.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=NAME name.c
// RUN: not %asyncc static.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=STATIC static.c
// RUN: not %asyncc gcc.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=GCC gcc.c
// RUN: not %asyncc handle.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=HANDLE handle.c
// RUN: not %asyncc many.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=MANY many.c
// RUN: not ls out.c
// RUN: not %asyncc typo.c -O2 2>&1 | FileCheck --check-prefix=OPTION %s
// RUN: not %asyncc -O2 typo.c 2>&1 | FileCheck --check-prefix=OPTION %s
// RUN: not %asyncc -funsigned-char typo.c 2>&1 | FileCheck --check-prefix=OTHER %s
// OPTION: asyncc: error: unknown option -O2; flags for the compiler stand after --, as in 'asyncc in.c -o out.c -- -O2'
// OTHER: asyncc: error: unknown option -funsigned-char; flags for the compiler stand after --
//--- typo.c
#include <asyncc.h>
async int fetch_url(int x);
async int caller(int x)
{
    // TYPO:      {{^}}typo.c:[[@LINE+8]]:22: error: call to undeclared function 'fetch_ulr'; {{.*}}
    // TYPO-NEXT: {{^ *}}[[@LINE+7]] |     return x + await fetch_ulr(1);
    // TYPO-NEXT: {{^ *[|] +\^~+$}}
    // TYPO-NEXT: {{^}}typo.c:[[@LINE+5]]:22: note: did you mean 'fetch_url'?
    // TYPO:      {{^}}typo.c:2:11: note: 'fetch_url' declared here
    // OLD:       {{^}}typo.c:[[@LINE+3]]:22: error: implicit declaration of function 'fetch_ulr'
    // OLD:       {{^}}typo.c:[[@LINE+2]]:22: note: did you mean 'fetch_url'?
    if (x)
    return x + await fetch_ulr(1);
    // TYPO: typo.c:[[@LINE+1]]:33: error: call to undeclared function 'fecth_url'
    async_task *t = async_spawn(fecth_url(1));
    // TYPO: typo.c:[[@LINE+1]]:19: error: call to undeclared function 'fetch_uri'
    async int c = fetch_uri(1);
    // TYPO: typo.c:[[@LINE+1]]:24: error: call to undeclared function 'fetch_urll'
    await async_gather(fetch_urll(1), fetch_url(2));
    return 0;
}
// TYPO: typo.c:[[@LINE+1]]:39: error: call to undeclared function 'fetch_urls'
int ordinary(void) { return async_run(fetch_urls(1)); }
//--- implicit.c
#include <asyncc.h>
async int f(int x) { return x + declared_elsewhere(x) + await f(1); }
//--- pointer.c
#include <asyncc.h>
#include <stdlib.h>
async int compare(const void *a, const void *b);
int mine(int (*compare)(const void *, const void *));
async int caller(int x)
{
    // POINTER: pointer.c:[[@LINE+1]]:36: error: 'qsort' calls what it is given as an ordinary function, and could not await the async function 'compare': pass an ordinary function that uses async_run
    qsort(&x, (size_t)1, sizeof x, compare);
    // POINTER: pointer.c:[[@LINE+1]]:28: error: 'atexit' calls what it is given
    atexit((void (*)(void))compare);
    // POINTER: pointer.c:[[@LINE+1]]:10: error: the address of async function 'compare' is given to a plain pointer, through which it could not be awaited; declare the pointer async
    mine(compare);
    return await compare(&x, &x);
}
//--- void.c
#include <asyncc.h>
async void f(void);
async int caller(void)
{
    // VOID: void.c:[[@LINE+1]]:16: error: a coroutine object cannot have the type 'void': write 'async_task *c = async_new(f(…))', and 'await async_join(c)'
    async void c = f();
    // VOID: void.c:[[@LINE+1]]:{{[0-9]+}}: error: async_repr shows a coroutine object or a handle, and no call: write 'async_task *c = async_new(f(…))', and 'async_repr(c)'
    const char *s = async_repr(f());
    // VOID: void.c:[[@LINE+1]]:10: error: variable has incomplete type 'void'
    void plain;
    return 0;
}
//--- gather.c
#include <asyncc.h>
async int f(int x);
int plain(int x);
async int caller(int r)
{
    // GATHER: gather.c:[[@LINE+1]]:9: error: async_gather has no value: write 'await async_gather(x = f(…))' for each value that is wanted
    int first = await async_gather(f(1));
    // GATHER: gather.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather has no value
    r = await async_gather(f(1), f(2));
    // GATHER: gather.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather has no value
    r = 1 + await async_gather(f(1), f(2));
    // GATHER: gather.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather has no value
    plain(await async_gather(f(1)));
    // GATHER: gather.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather has no value
    if (await async_gather(f(1)))
        r++;
    // GATHER: gather.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather has no value
    return await async_gather(f(1));
}
// GATHER-NOT: note:
//--- include.c
// INCLUDE:      {{^}}include.c:[[@LINE+3]]:1: error: unknown type name 'async'
// INCLUDE:      {{^}}include.c:[[@LINE+2]]:1: note: 'async' and 'await' are macros of asyncc.h: write '#include <asyncc.h>' before this
// INCLUDE-NOT: note:
async int f(int x)
{
    return await g(x);
}
//--- spelled.c
#define ASYNCC_NO_KEYWORDS
#include <asyncc.h>
// SPELLED: spelled.c:[[@LINE+2]]:1: error: unknown type name 'async'
// SPELLED: note: where ASYNCC_NO_KEYWORDS is defined, the keywords are '_Async' and '_Await'
async int f(int x);
//--- name.c
#include <asyncc.h>
// NAME:      {{^}}name.c:[[@LINE+4]]:11: error: expected identifier or '('
// NAME:      {{^}}name.c:[[@LINE+3]]:5: note: 'async' is a macro of asyncc.h; '#define ASYNCC_NO_KEYWORDS' before its #include leaves the name free, and the keywords are '_Async' and '_Await' then
// NAME-NEXT: {{^ *}}[[@LINE+2]] | int async = 1;
// NAME-NEXT: {{^ *[|] +\^$}}
int async = 1;
// NAME: name.c:[[@LINE+2]]:5: error: expected identifier or '('
// NAME: name.c:[[@LINE+1]]:5: note: 'await' is a macro of asyncc.h;
int await = 2;
struct names {
    // NAME: name.c:[[@LINE+1]]:9: note: 'await' is a macro of asyncc.h;
    int await;
};
// NAME: name.c:[[@LINE+1]]:23: note: 'async' is a macro of asyncc.h;
int use(int x) { x *= async + 1; return x; }
// NAME: name.c:[[@LINE+1]]:8: note: 'async' is a macro of asyncc.h;
enum { async, on };
//--- static.c
#include <asyncc.h>
async int f(int x);
async int caller(int x)
{
    // STATIC: static.c:[[@LINE+1]]:20: error: await cannot stand in the initialiser of a static variable, or of one at file scope, which has its value before anything runs: assign the value later
    static int a = await f(1);
    // STATIC: static.c:[[@LINE+1]]:34: error: await cannot stand in the initialiser
    static int list[2] = {1, 2 + await f(2)};
    // STATIC: static.c:[[@LINE+1]]:20: error: initializer element is not a compile-time constant
    static int y = x;
    // STATIC: static.c:[[@LINE+1]]:31: error: a coroutine object has automatic storage; use an async_task * here
    static async int object = f(1);
    // STATIC: static.c:[[@LINE+1]]:36: error: a coroutine object has automatic storage
    static async int objects[2] = {f(1), f(2)};
    // STATIC: static.c:[[@LINE+1]]:{{[0-9]+}}: error: initializer element is not a compile-time constant
    static async int (*pointer)(int) = x ? f : f;
    return a + list[0];
}
// STATIC: static.c:[[@LINE+1]]:{{[0-9]+}}: error: a coroutine object has automatic storage
async int global_object = f(2);
// STATIC: static.c:[[@LINE+1]]:14: error: await cannot stand in the initialiser
int global = await f(1);
// STATIC: static.c:[[@LINE+2]]:{{[0-9]+}}: error: await cannot stand in the initialiser
struct point { int x; } point = {
    .x = await f(3) + 1};
//--- gcc.c
#include <asyncc.h>
// GCC: gcc.c:[[@LINE+2]]:1: error: unknown type name '_Float128'
// GCC: gcc.c:[[@LINE+1]]:1: note: asyncc reads C as clang does, which does not have this extension of gcc's
_Float128 wide;
// GCC: gcc.c:[[@LINE+2]]:1: error: GNU decimal type extension not supported
// GCC: note: asyncc reads C as clang does
_Decimal64 decimal;
typedef int four __attribute__((vector_size(16)));
// GCC: gcc.c:[[@LINE+2]]:{{[0-9]+}}: error: use of unknown builtin '__builtin_shuffle'
// GCC: note: asyncc reads C as clang does
four mixed(four a, four b) { return __builtin_shuffle(a, b); }
int outer(int x)
{
    // GCC: gcc.c:[[@LINE+2]]:{{[0-9]+}}: error: function definition is not allowed here
    // GCC: note: asyncc reads C as clang does
    int inner(int y) { return y; }
    return x;
}
//--- handle.c
#include <asyncc.h>
async int f(int x);
async int caller(int x)
{
    async_task *t = async_spawn(f(1));
    // HANDLE: handle.c:[[@LINE+1]]:13: error: what is awaited must be a call of an async function or a coroutine object; a handle is awaited with 'await async_join(t)', which drops the value: where you want it, write 'async T c = async_start(f(…))'
    int y = await t;
    return x + y;
}
//--- many.c
// MANY-COUNT-20: error: use of undeclared identifier
// MANY-NOT: error: use
// MANY: asyncc: fatal error: too many errors, stopping now
#define FIVE(x) int x##1 = x##a; int x##2 = x##b; int x##3 = x##c; int x##4 = x##d; int x##5 = x##e;
FIVE(q)
FIVE(r)
FIVE(s)
FIVE(t)
FIVE(u)
