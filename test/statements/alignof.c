// RUN: %matrix --all %s
// The alignment of a local is what its declaration asked for, wherever the local lives; and may name another local.
// clang-format off
#include "../Inputs/waits.h"
#include <stdint.h>

#define ALIGN(x) (int)__extension__ __alignof__(x)
static const void *keep;
static int off(const void *p, size_t to)
{
    return (uintptr_t)p % to != 0;
}

static async void in_the_frame(int n)
{
    _Alignas(32) char wide[5] = "y";
    _Alignas(16) char sixteen[5] = "x";
    _Alignas(64) const int number = 3;
    struct s { char c; };
    _Alignas(8) struct s local = {'c'}, list[2] = {{'d'}, {'e'}};
    _Alignas(32) struct s wider = {'f'};
    char none = 'n';
    keep = wide; keep = sixteen; keep = &number; keep = &local; keep = &none; keep = list; keep = &wider;
    await rest();
    say("%d %d %d %d\n", (int)__extension__ __alignof__(wide), (int)__extension__ __alignof__((sixteen)), ALIGN(number), ALIGN(local));
    say("%d %d %d %d %d\n", ALIGN(list), ALIGN(list[1]), ALIGN(none), ALIGN(wider), ALIGN(wider.c));
    say("%s%s%d%c%c%d\n", wide, sixteen, number, local.c, list[1].c, n);
}
static void done(int *p)
{
    say("done %d\n", *p);
}
static async void saved(void)
{
    _Alignas(16) const char one = (char)await get(1);
    _Alignas(8) short two = 2;
    await rest();
    int async_x = one;
    {
        _Alignas(64) char async_y[3] = "y";
        int async_z __attribute__((cleanup(done))) = 3;
        say("%d%s ", off(async_y, 64), async_y);
    }
    say("%d %d %d\n", ALIGN(one), ALIGN(two), async_x + one + two);
}
static async void named(void)
{
    char text[8] = "text";
    const long limit = 5;
    keep = text; keep = &limit;
    await rest();
    {
        _Alignas(sizeof text) char c[3] = "c";
        char d __attribute__((aligned(sizeof(limit)))) = 'd', e = 'e';
        static _Alignas(sizeof text * 2) char f[3] = "f";
        say("%d %d %d %s%c%c%s\n", off(c, 8), off(&d, sizeof limit), off(f, 16), c, d, e, f);
    }
    await rest();
    say("%s %d\n", text, (int)limit);
}
static async void test(void)
{
    await in_the_frame(1);
    await saved();
    await named();
}
// expect: 32 16 64 8
// expect: 8 1 1 32 1
// expect: yx3ce1
// expect: 0y done 3
// expect: 16 8 4
// expect: 0 0 0 cdef
// expect: text 5
// elision: same
