// RUN: %matrix %s
// Bit-fields have no address: read before an await (the elision reads some of them after it), assigned and changed
// across one, in structs that live in frames.
#include "../Inputs/waits.h"

struct bits {
    unsigned a : 3, b : 5;
    int c : 4;
    _Bool d : 1;
    unsigned long long e : 40;
};

static struct bits global;

static async int change(int x)
{
    await rest();
    global.a = 7;
    global.c = -8;
    return x;
}

static async struct bits same(struct bits b)
{
    await rest();
    return b;
}

static async void test(void)
{
    global = (struct bits){.a = 1, .c = 2};
    say("%d\n", (int)global.a + await change(10));
    say("%d\n", (int)global.a + global.c);
    global.c = 3;
    global.c += await change(4);
    say("%d\n", global.c);
    global.a = (unsigned)await change(9) & 7;
    say("%d\n", global.a);

    struct bits local = {0}, *p = &local;
    local.b = (unsigned)await get(31);
    local.b += (unsigned)await get(2);
    say("%d\n", local.b);
    p->c = await get(7);
    p->c -= await get(9);
    say("%d\n", local.c);
    p->d = await get(4) != 0;
    p->e = 1ull << await get(39);
    p->e |= (unsigned)await get(1);
    say("%d %llx\n", local.d, (unsigned long long)p->e);
    local.a--;
    local.a += local.a ? (unsigned)await get(0) : 1;
    say("%d\n", local.a);
    struct bits copy = await same(local);
    await rest();
    say("%d %d %d %d %llx\n", copy.a, copy.b, copy.c, copy.d, (unsigned long long)copy.e);
    /* A bit-field as operand takes part as an int, or as the unsigned that it is. */
    struct bits two = {.a = 5, .c = -1};
    say("%d %d\n", (int)(two.a - 6 + (unsigned)await get(0)) < 0, two.c + await get(0) < 0);
    int x = two.a == 5 ? await get(two.c) : await get((int)two.a);
    say("%d\n", x);
    say("%d\n", (two.a = 2) + await get(3));
    struct { unsigned odd : 1; } nameless = {1};
    await rest();
    say("%d\n", nameless.odd);
}
// expect: 11
// expect: -1
// expect: 7
// expect: 1
// expect: 1
// expect: -2
// expect: 1 8000000001
// expect: 7
// expect: 7 1 -2 1 8000000001
// expect: 1 1
// expect: -1
// expect: 5
// expect: 1
