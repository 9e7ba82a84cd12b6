// RUN: %matrix --all %s
// A result whose type is written by different names: in redeclarations, behind typedefs of pointers to functions, in
// objects; and values of objects and of conversions that nobody wants, which must not be read.
#include "../Inputs/waits.h"
#include <stdint.h>

typedef struct size {
    int width;
} size;
typedef uint32_t (*plain)(uint8_t);
typedef plain again;
typedef uint16_t small(int);
typedef small *small_pointer;
typedef async uint64_t handler(uint8_t);
typedef handler *handler_pointer;

static async uint32_t one(uint8_t x);
static async unsigned int one(unsigned char x)
{
    return (unsigned)await get(x) + 1;
}
static async uint32_t one(uint8_t x);
static async uint16_t two(int x)
{
    return (uint16_t)await get(x + 2);
}
static async uint64_t three(uint8_t x)
{
    return (uint64_t)await get(x) + 3;
}
static async size area(int x);
static async struct size area(int x)
{
    return (struct size){await get(x)};
}

struct table {
    async plain plain;
    async const again again;
    async small_pointer small;
    handler_pointer handler;
    async plain many[2];
};

static async unsigned call(async again function, async small *other)
{
    return await function(1) + await other(2);
}

static async void test(void)
{
    struct table table = {one, one, two, three, {one, one}};
    async const again constant = one;
    async size (*pointer)(int) = area;
    say("%u %u %u %u\n", (unsigned)await table.plain(1), (unsigned)await table.again(2), (unsigned)await table.small(3),
        (unsigned)await table.handler(4));
    say("%u %u %u\n", (unsigned)await table.many[1](5), await call(one, two), (unsigned)await constant(1));
    async uint32_t object = one(4);
    async size other = area(3), many[2] = {area(1), pointer(2)};
    unsigned a;
    uint32_t b;
    size c;
    await async_gather(a = one(3), b = one(4), c = area(7), one(8));
    say("%u %u %d\n", a, (unsigned)b, c.width);
    (void)(char)await object;
    (void)await other;
    (void)await many[0];
    (void)await many[1];
    async int left = get(5);
    ((void)0, (void)(char)await left);
    async_detach(async_spawn(table.plain(3)));
}
// expect: 2 3 5 7
// expect: 6 6 2
// expect: 4 5 7
