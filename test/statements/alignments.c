// RUN: %matrix --all %s
// Locals with alignments that are written in every way, in frames that begin at odd places.
#include "../Inputs/waits.h"
#include <stddef.h>
#include <stdint.h>

#define ALIGNMENT 16
#define ALIGNED(to) __attribute__((__aligned__(to)))
#define EIGHT_OF(type, name) _Alignas(8) type name
enum { TWICE_FOUR = 8 };

static int misaligned(const void *p, size_t to)
{
    return (uintptr_t)p % to != 0;
}
static async int numbers(char c)
{
    char odd[3] = {c, 1, 2}, *p = odd;
    _Alignas(double) short a = 1;
    _Alignas(_Alignof(double)) char b = 2;
    _Alignas(ALIGNMENT) char d[3] = "d";
    _Alignas(TWICE_FOUR) _Alignas(4) char e = 4;
    char f ALIGNED(sizeof(long)) = 5, *g ALIGNED(ALIGNMENT) = &f;
    await rest();
    _Alignas(4 * 2) char h = 6;
    _Alignas(0) int i = 7;
    _Alignas(struct { double d; }) _Bool j = 1;
    __attribute__((aligned)) char k = 8;
    int l __attribute__((aligned(2))) = 9;
    struct local {
        char c;
    } m ALIGNED(8 + 8) = {10};
    _Alignas(16u) const void *n = NULL;
    EIGHT_OF(char, o) = 'o';
    _Static_assert(_Alignof(double) <= 8, "");
    const void *all[] = {&a, &b, d, &e, &f, &g, &h, &i, &j, &k, &l, &m, &n, &o};
    static const unsigned char to[] = {_Alignof(double), _Alignof(double), 16, 8, sizeof(long), 16, 8, _Alignof(int),
                                       _Alignof(double), 8, 2, 16, 16, 8};
    await rest();
    int wrong = 0;
    for (size_t x = 0; x < sizeof to; x++)
        wrong += misaligned(all[x], to[x]) << x;
    return wrong * 100 + a + b + e + *g + h + i + j + k + l + m.c + p[2] + (n == NULL) + (d[0] == 'd') + (o == 'o');
}
static async int in_loops(int n)
{
    int sum = 0;
    for (_Alignas(ALIGNMENT / 2) char i = 0, *p = &i; *p < n; ++*p) {
        if (await get(i) == 1)
            continue;
        for (char odd = 1, j ALIGNED(ALIGNMENT >> 1) = (char)await get(3), *q = &j; *q > odd; --*q)
            sum += await get(misaligned(q, 8)) * 1000 + misaligned(p, 8) * 1000 + 1;
    }
    switch (await get(n)) {
        _Alignas(sizeof(double)) char c[3];
    case 4:
        c[await get(0)] = 1;
        await rest();
        sum += c[0] + misaligned(c, 8) * 1000;
    }
    return sum;
}

static async void test(void)
{
    for (int i = 0; i < 3; i++)
        say("%d %d\n", await numbers((char)i), await in_loops(i + 2));
}
// flags: -Wno-pedantic
// expect: 58 2
// expect: 58 4
// expect: 58 7
// elision: same
