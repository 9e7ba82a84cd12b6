// RUN: not %asyncc %s -o %t.c -- -std=gnu89 2>&1 | FileCheck %s
// RUN: %asyncc %s -o %t.c -- -std=gnu99
// Before C99 loops are no scopes. In the output there are braces around the condition, and what follows the loop would
// see another type, perhaps without a word.
#include <asyncc.h>

async int get(int x);
struct s {
    char c;
};
async int work(int n)
{
    // CHECK: types-before-c99.c:[[@LINE+1]]:5: error: before C99 a type that is declared in a loop is visible after it
    while (n < await get((int)sizeof(struct s { int a[3]; })))
        n++;
    // CHECK: types-before-c99.c:[[@LINE+1]]:5: error: before C99
    for (; n < 30; n += await get((int)sizeof(union u { int a[3]; })))
        n++;
    // CHECK-NOT: error:
    if (await get((int)sizeof(struct v { int a[3]; })))
        n++;
    for (n += (int)sizeof(struct w { int a[3]; }); await get(n) < 40; n++)
        n++;
    while (n < (int)sizeof(struct x { int a[3]; }))
        n += await get(1);
    return n + (int)sizeof(struct s);
}
