// RUN: %asyncc %s -o %t.c -- -std=c11 -Wall -Wextra 2>&1 | count 0
// RUN: %clang -fsyntax-only %s 2>&1 | count 0
// RUN: %gcc -fsyntax-only %s 2>&1 | count 0
// What must not be complained about: names like keywords in other places, addresses compared, coroutine objects awaited
// on every path or in a loop that makes them anew, ordinary calls of what only looks like it would block.
#include <asyncc.h>
#include <setjmp.h>

async int work(int x);
struct async_names {
    int await_count, async_count;
};
static jmp_buf buffer;

async int objects(int x)
{
    async int c = work(x);
    async int list[2] = {work(1), work(2)};
    for (int i = 0; i < 2; i++)
        x += await list[i];
    for (int i = 0; i < 3; i++) {
        x += await c;
        c = work(i);
    }
    if (x)
        return await c;
    return 2 * await c;
}
async int addresses(async int (*f)(int))
{
    if (f == work || !f || work != f)
        f = work;
    return await f(1) + (int)sizeof(work(1));
}
int jumps(void)
{
    return setjmp(buffer);
}
async int names(int sleep)
{
    struct async_names n = {sleep, 1};
    await async_sleep(sleep);
    return n.await_count + n.async_count + jumps();
}
