// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// An await that the body of a macro brings, or that stands in its arguments, is checked as if it were written directly.
#include <asyncc.h>

#define WAIT(x) (void)(await x)
#define AGAIN(x) WAIT(x)
#define LONG(x) (_Await x)
#define SAME(x) (x)
#define TWICE(x) ((x) + (x))
#define PICK(x) _Generic((x), int: await (x), default: 0)
#define BLOCK(x)     \
    __extension__({  \
        int v_ = 1;  \
        v_ += await x; \
        v_;          \
    })
#define SIZE(x) sizeof(await x)
#define START(x) async_start(x)
#define SPAWN async_spawn

async int f(int x);
int plain(int x);

async int in_async(int n, async_task *t)
{
    // CHECK: await-in-macros.c:[[@LINE+1]]:5: error: what is awaited must be a call of an async function or a coroutine object; a handle is awaited with 'await async_join(t)'
    WAIT(t);
    // CHECK: await-in-macros.c:[[@LINE+1]]:5: error: what is awaited must be a call of an async function
    WAIT(n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:5: error: what is awaited must be a call of an async function or a coroutine object; 'plain' is not async
    AGAIN(plain(n));
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: what is awaited must be
    n = LONG(n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: what is awaited must be
    n = SAME(await n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: what is awaited must be
    n = TWICE(await plain(1));
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: what is awaited must be
    n = SAME(SAME(1 + await n));
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: what is awaited must be
    n = PICK(n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: what is awaited must be
    n = BLOCK(n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:14: error: what is awaited must be
    n = (int)SIZE(n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:23: error: await in the initialiser of a static variable
    static int kept = LONG(3);
    // CHECK: await-in-macros.c:[[@LINE+1]]:11: error: async_start can only stand where
    (void)START(f(1));
    // CHECK: await-in-macros.c:[[@LINE+1]]:11: error: a call of an async function is needed: write 'async_spawn(f(…))'
    (void)SPAWN(plain(1));
    return n + kept;
}
// CHECK: await-in-macros.c:[[@LINE+1]]:21: error: await in the initialiser of a variable at file scope
static int global = LONG(3);
int ordinary(int n)
{
    // CHECK: await-in-macros.c:[[@LINE+1]]:5: error: await outside of an async function: mark 'ordinary' async, or use async_run
    WAIT(n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: await outside of an async function
    n = SAME(await n);
    // CHECK: await-in-macros.c:[[@LINE+1]]:9: error: await outside of an async function
    n = BLOCK(plain(n));
    // CHECK: await-in-macros.c:[[@LINE+1]]:14: error: await outside of an async function
    n = (int)SIZE(n);
    return n + global;
}
