// RUN: %matrix %s
// Bit-fields wider than an int, in operands that are computed before an await. To gcc their values have as many bits as
// they, so the same expression is computed by the same compiler without waiting.
#include "../Inputs/waits.h"

struct wide {
    unsigned long long b : 40;
    long long c : 35;
    unsigned long long full : 64;
    unsigned long d : 32;
    unsigned long long narrow : 20;
};

static int give(int x)
{
    return x;
}

#define SAME(expression)                                                                                               \
    do {                                                                                                               \
        struct wide one = start, other = start, *p = &one;                                                             \
        unsigned long long waited = (unsigned long long)(expression(await get));                                       \
        p = &other;                                                                                                    \
        unsigned long long plain = (unsigned long long)(expression(give));                                             \
        number++;                                                                                                      \
        if (waited != plain || one.b != other.b || one.c != other.c || one.d != other.d)                               \
            say("%d: %llx, not %llx\n", number, waited, plain);                                                        \
    } while (0)

#define SUM(f) ((p->b << 10) + f(0))
#define SHIFT(f) (p->b << f(4))
#define PRODUCT(f) (p->b * (f(1) + 0xfffff))
#define TWO(f) (p->b + p->b + f(0)) * 2
#define INVERSE(f) (~p->b + f(4)) / 3
#define MINUS(f) (-p->b + f(4)) / 3
#define SIGNED(f) ((p->c * 4) + f(4)) / 3
#define MIXED(f) ((p->b + p->c) * f(4)) / 3
#define MIXED_SIGNS(f) ((p->c - p->b) * f(4)) / 3
#define FULL(f) ((p->b + p->full) * f(16)) / 3
#define LONG(f) ((p->b + 1ull) * f(16)) / 3
#define INT(f) ((p->b + 1) * f(16)) / 3
#define ASSIGNED(f) (p->b = f(-1)) * 256 / 3
#define ADDED(f) (p->b *= f(16)) * 256 / 3
#define DIVIDED(f) (p->d /= f(-2)) * 16
#define EXACT(f) (p->d * 16 / f(-3))
#define NARROW(f) ((p->narrow - 1) * f(-3))
#define STEPPED(f) (p->b++ * f(16)) / 3
#define STEPPED_BACK(f) ((--p->b) * f(16)) / 3
#define CHOSEN(f) ((f(1) ? p->b : 0) * 16)
#define CHOSEN_OTHER(f) ((p->b ? p->b : 1u) * f(16)) / 3
#define GIVEN(f) ((f(1) ? p->b : p->full) * 16)
#define AFTER(f) ((f(1), p->b) * 16)
#define CONVERTED(f) ((unsigned long long)p->b * f(16)) / 3
#define DOUBLE(f) ((p->b + 1.5) * f(16)) / 3
#define INNER(f) (__extension__({ f(3); p->b; }) * 16) / 3
#define ELVIS(f) (__extension__(p->b ?: (unsigned)f(3)) * 16) / 3

static async void check(struct wide start)
{
    int number = 0;
    SAME(SUM);
    SAME(SHIFT);
    SAME(PRODUCT);
    SAME(TWO);
    SAME(INVERSE);
    SAME(MINUS);
    SAME(SIGNED);
    SAME(MIXED);
    SAME(MIXED_SIGNS);
    SAME(FULL);
    SAME(LONG);
    SAME(INT);
    SAME(ASSIGNED);
    SAME(ADDED);
    SAME(DIVIDED);
    SAME(EXACT);
    SAME(NARROW);
    SAME(STEPPED);
    SAME(STEPPED_BACK);
    SAME(CHOSEN);
    SAME(CHOSEN_OTHER);
    SAME(GIVEN);
    SAME(AFTER);
    SAME(CONVERTED);
    SAME(DOUBLE);
    SAME(INNER);
    SAME(ELVIS);
    say("%d\n", number);
}

static async void test(void)
{
    await check((struct wide){0xfffffffff0, -3, 1ull << 63, 0xfffffff0, 7});
    await check((struct wide){0xffffffffff, 0x3ffffffff, 7, 2, 0});
    await check((struct wide){0, -0x3ffffffff, 7, 2, 0xfffff});
}
// expect: 27
// expect: 27
// expect: 27
