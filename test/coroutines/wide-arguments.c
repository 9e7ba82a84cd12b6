// Arguments of coroutine objects that are aligned to more than frames are.
//
// RUN: %matrix --all %s
// flags: -Wno-psabi
// clang-format off
#include "../Inputs/waits.h"
#include <stdint.h>

struct wide { _Alignas(64) int i; const char c; };
typedef struct { _Alignas(32) double d[4]; } four;

static int off(const void *p, size_t to)
{
    return (uintptr_t)p % to != 0;
}
static async int use(char odd, struct wide w, const four f)
{
    int wrong = off(&w, 64) + off(&f, 32);
    await rest();
    return wrong * 1000 + off(&w, 64) * 100 + w.i + w.c + odd + (int)f.d[3];
}
static async four twice(four f)
{
    await rest();
    f.d[0] *= 2;
    return f;
}
static int total;
static async void none(struct wide w)
{
    await rest();
    total += w.i;
}
static async void test(void)
{
    struct wide w = {1, 2};
    four f = {{5, 6, 7, 8}};
    async int (*pointer)(char, struct wide, const four) = use;
    async int object = use(3, w, f), other = pointer(4, w, f);
    async four value = twice(f), started = async_start(twice(f));
    async_task *task = async_new(none(w)), *spawned = async_spawn(none(w));
    w.i = 10;
    await rest();
    say("%d %d\n", await object, await other);
    say("%g %g\n", (await value).d[0], (await started).d[0]);
    await async_join(task);
    await async_join(spawned);
    say("%d\n", total);
    total = 0;
}
// expect: 14 15
// expect: 10 10
// expect: 2
