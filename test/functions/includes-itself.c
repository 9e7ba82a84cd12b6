// A file that includes itself in the middle of its functions, as tables of macros are sometimes written. What stands in
// an async function is pasted, once and as it is written; in an ordinary one the #include stays.
//
// RUN: %matrix --all %s
// RUN: %asyncc %s -- %inc | FileCheck %s
//
// CHECK: int ordinary(int which)
// CHECK: {{^}}#include "includes-itself.c"
// CHECK: int chosen(
// CHECK: #undef ITEM
// CHECK: given += 30 + r
#ifndef ITEM
#include "../Inputs/waits.h"

static int ordinary(int which)
{
    switch (which) {
#define ITEM(number, amount) \
    case number:             \
        return amount;
#include "includes-itself.c"
#undef ITEM
    }
    return -1;
}

static async int chosen(int which)
{
    int before = await get(which), given = 0;
    switch (which) {
#define ITEM(number, amount)          \
    case number:                      \
        given += amount + await get(1); \
        break;
#include "includes-itself.c"
#undef ITEM
    }
    return before + given;
}

static async void test(void)
{
    for (int i = 1; i <= 4; i++)
        say("%d %d\n", ordinary(i), await chosen(i));
#define ITEM(number, amount) say("%d %s:", await get(amount) * 100, strrchr(__FILE__, 'i'));
#include "includes-itself.c"
#undef ITEM
    await rest();
    say("%s\n", __func__);
}
// expect: 10 12
// expect: 20 23
// expect: 30 34
// expect: -1 4
// expect: 1000 itself.c:2000 itself.c:3000 itself.c:test
// elision: same
#else
ITEM(1, 10)
ITEM(2, 20)
ITEM(3, 30)
#endif
