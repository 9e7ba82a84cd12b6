// RUN: %matrix --all %s
// RUN: not %asyncc %s -o %t.c -- -std=c11 -DCALLS 2>&1 | FileCheck %s
// RUN: not ls %t.c
// elision: same
// A header without a word of async names functions that the file before it declares so: a table of them is translated,
// a call without await is refused.
#include "../Inputs/waits.h"

// CHECK: Inputs/header-of-tables.h:6:16: error: call of async function 'one' without await
static async int one(int x);
static async int two(int x);
struct op {
    const char *name;
    async int (*run)(int);
};
#include "Inputs/header-of-tables.h"

static async int one(int x)
{
    return await get(x);
}
static async int two(int x)
{
    return 10 * await get(x);
}

static async void test(void)
{
    for (int i = 0; i < op_count; i++)
        say("%s %d\n", ops[i].name, await ops[i].run(i + 1));
}
// expect: one 1
// expect: two 20
