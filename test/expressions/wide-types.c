// Types and locals that are aligned to more than frames are: vectors of 32 bytes, _Alignas(128).
//
// RUN: %matrix --all %s
// flags: -Wno-psabi
// clang-format off
#include "../Inputs/waits.h"

#include <stdint.h>

typedef int v8 __attribute__((vector_size(32)));
struct wide { _Alignas(64) int i; char text[10]; };
typedef int apart __attribute__((aligned(32)));
static int where(const void *p, int a) { return (int)((uintptr_t)p % (unsigned)a); }
static async v8 add(v8 a, v8 b) { a += await get(1); v8 c = a; await async_yield(); return c + b; }
static async struct wide make(int x) { struct wide w = {x, "hello"}; await async_sleep(0); w.i++; return w; }
static async int pinned(struct wide w, int n)
{
    _Alignas(128) char buffer[100];
    struct wide *p = &w;
    apart local = n, *q = &local;
    memset(buffer, 'x', sizeof buffer);
    await async_yield();
    for (int i = await get(0); i < 3; i++) {
        _Alignas(64) int list[4] = {await get(i), i, i};
        int *l = list;
        await get(1);
        n += l[0] + where(l, 64);
    }
    return where(buffer, 128) + where(p, 64) + where(q, 32) + p->i + *q + n + buffer[99] + (int)sizeof buffer + p->text[1] + where(&(struct wide){await get(3), "x"}, 64);
}
static async void many(int x)
{
    struct wide a = await make(x), b = {0};
    _Alignas(32) int saved = x;
    v8 sum = await add((v8){1, 2, 3, x}, (v8){10, 20, 30, 40});
    async struct wide c = make(7);
    await async_gather(a = make(a.i), b = make(await get(20)), saved = get(saved + 5));
    say("%d %d %d %s %d\n", a.i, b.i, saved, b.text, (await c).i);
    say("%d %d %d %d\n", sum[0], sum[1], sum[2], sum[3]);
    say("%d\n", await pinned(b, 4));
    say("%d\n", (await make(await get(3))).i + (await make(9)).text[4]);
}
static async int objects(int i)
{
    async struct wide w[2] = {make(i), async_start(make(7))}, single = make(20);
    await get(1);
    int sum = (await w[i]).i;
    return sum * 100 + (await w[await get(0)]).text[1] + (await single).i;
}
static async void test(void)
{
    await many(5);
    say("%d\n", await objects(1));
    say("%d\n", async_run(make(3)).i);
}
// expect: 7 21 10 hello 8
// expect: 12 23 34 46
// expect: 353
// expect: 115
// expect: 922
// expect: 4
// elision: same
