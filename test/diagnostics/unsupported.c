// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// What is not supported is refused by name, at its place, with what to write instead.
#include <asyncc.h>

async int work(int x);
void plain(int);

async int in_asm(int x)
{
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: await in an operand of asm: await into a variable before
    __asm__ volatile("" : : "r"(await work(x)));
    return x;
}
async int gathers(int x)
{
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather takes calls of async functions, and assignments from them
    await async_gather(work(1), plain(2));
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather without await: it would not run
    async_gather(work(1), work(2));
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: async_gather takes calls of async functions
    await async_gather(x = work(1) + 1, work(2));
    return x;
}
async int objects(int x)
{
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: a coroutine object is made by a call of an async function, or by async_start of one
    async int a = x;
    async int b = work(1);
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: the coroutine object 'b' can only be awaited, run or shown with async_repr
    x = b + 1;
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: the coroutine object 'b' can only be awaited
    plain(b);
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: the coroutine object 'b' can only be awaited
    int *p = &b;
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: what is awaited must be a call of an async function or a coroutine object
    x += await *p;
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*automatic storage.*}}
    static async int kept;
    return x + await a + await b;
}
async int handles(int x)
{
    async_task *t = async_new(work(x));
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: what is awaited must be a call of an async function or a coroutine object; a handle is awaited with 'await async_join(t)', which drops the value: where you want it, write 'async T c = async_start(f(…))'
    await t;
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: a call of an async function is needed: write 'async_new(f(…))'
    t = async_new(x);
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: a call of an async function is needed: write 'async_spawn(f(…))'
    t = async_spawn(x + 1);
    return x;
}
int runs(int x)
{
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: async_run takes a call of an async function, a coroutine object or a task
    return async_run(x);
}
int one_more(int x);
struct pair {
    int a, b;
};
async int literals(int x)
{
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: an assignment to a compound literal, with an await in it, is not supported: give it a name
    (int){x++} += await work(x);
    // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: an assignment to a compound literal
    ((struct pair){one_more(x)}.b) = await work(x);
    // CHECK-NOT: error:
    (int){1} = await work(x);
    ((struct pair *)&(struct pair){1})->a = await work(x);
    return x;
}
#define TRY(x)                                                                                                         \
    ({                                                                                                                 \
        int try_ = (x);                                                                                                \
        if (try_ < 0)                                                                                                  \
            return try_;                                                                                               \
        try_;                                                                                                          \
    })
async int jumps(int x)
{
    int a, b;
    for (; x; x--)
        // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: a jump in an argument of async_gather, where a call before it may be waiting already, is not supported: compute the argument before
        await async_gather(a = work(TRY(x)), b = work(TRY(x + 1)));
    for (; x; x--)
        // CHECK: unsupported.c:[[@LINE+1]]:{{[0-9]+}}: error: a jump in an argument of async_gather
        await async_gather(work(1), work(({ if (x) break; 5; })));
    // CHECK-NOT: error:
    await async_gather(work(TRY(x)), work(({ int i; for (i = 0;; i++) if (i == 4) break; i; })));
    return a + b;
}
