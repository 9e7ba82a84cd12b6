// RUN: %matrix --all %s
// RUN: %asyncc --no-line %s -- -std=c11 | FileCheck %s
// elision: same
// Prototypes of async functions whose result is a struct that is not complete yet, at file scope and in blocks; tables of
// such functions that are filled before it is; one that is never complete.
#include "../Inputs/waits.h"

struct pair;
union word;
struct nowhere;
typedef struct list list;

// CHECK: typedef struct async_struct_pair async_struct_pair;
// CHECK-NEXT: static async_struct_pair later__async(int x);
static async struct pair later(int x);
static async union word also(void);
async struct nowhere never(void);
async list third(int n);

struct table {
    async struct pair (*make)(int);
    async list (*count)(int);
};
static struct table table = {later, third};

struct pair {
    int a, b;
};
union word {
    unsigned bits;
    float number;
};

static async int block(int x)
{
    async list third(int), third(int n);
    async struct pair in_block(int);
    struct pair pair = await in_block(x);
    return pair.b;
}

static async int sum(struct table *table)
{
    struct pair pair = await table->make(3);
    pair.b += (await later(4)).a;
    return pair.a * 10 + pair.b;
}

// CHECK: struct async_struct_pair {
// CHECK-NEXT: async_frame *async_wait;
// CHECK-NEXT: struct pair async_value;
// CHECK-NEXT: };
static async struct pair later(int x)
{
    await get(x);
    return (struct pair){x, await get(x + 1)};
}

async struct pair in_block(int x)
{
    return (struct pair){x, await get(x + 5)};
}

struct list {
    int count, *items;
};

async list third(int n)
{
    await get(n);
    return (list){n, 0};
}

static async union word also(void)
{
    await get(1);
    return (union word){.bits = 77};
}

static async void test(void)
{
    say("%d %d ", await sum(&table), await block(1));
    say("%d %u\n", (await table.count(5)).count, (await also()).bits);
}
// expect: 38 6 5 77
