// RUN: not %asyncc %s -- 2>&1 | FileCheck %s --implicit-check-not=error:
// Calls whose value is stored, x = f(), in async_new and the operators made of it.
#include <asyncc.h>

int g(void);
async int f(int n)
{
    await async_yield();
    return n;
}
struct b {
    int x : 3;
};
async int main(void)
{
    int x;
    struct b b;
    register int in_register = 1;
    async_detach(async_spawn(in_register = f(1))); // as good as any other
    // CHECK: [[@LINE+1]]:11: error: async_timeout takes calls of async functions, and assignments from them, as in 'x = f(…)'
    await async_timeout(1, 5);
    // CHECK: [[@LINE+1]]:11: error: async_timeout takes calls of async functions
    await async_timeout(1, f);
    // CHECK: [[@LINE+1]]:11: error: async_shield takes calls of async functions
    await async_shield(g());
    // CHECK: [[@LINE+1]]:5: error: async_timeout without await: it would not run; write 'await async_timeout(…)'
    async_timeout(1, f(1));
    // CHECK: [[@LINE+1]]:5: error: a call of an async function is needed: write 'async_spawn(f(…))'
    async_spawn(x = g());
    // CHECK: [[@LINE+1]]:30: error: the value of a call cannot be stored in a bit-field: use a variable
    async_detach(async_spawn(b.x = f(1)));
    // CHECK: [[@LINE+1]]:30: error: the value of the call is stored as it is: assign it without the conversion, and convert it later
    async_detach(async_spawn(x = (char)f(1)));
    // CHECK: [[@LINE+1]]:18: error: a call of an async function is needed: write 'async_spawn(f(…))'
    async_detach(async_spawn(x = await f(1)));
    // CHECK: [[@LINE+1]]:19: error: a call of an async function is needed: write 'async_start(f(…))'
    async int o = async_start(x = f(1));
    // CHECK: [[@LINE+1]]:5: error: async_run takes a call of an async function, a coroutine object or a task
    async_run(x = f(1));
    // CHECK: [[@LINE+1]]:11: error: async_race takes calls of async functions
    await async_race(f(1), 3);
    // CHECK: [[@LINE+1]]:21: error: a call of an async function is needed: write 'async_new(f(…))'
    async_task *t = async_new(f(1) + 1);
    (void)t;
    return await o;
}
