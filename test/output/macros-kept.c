// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// A macro is expanded only where a rewrite has to reach inside it; beside an await it stays as it is written.
#include <asyncc.h>
#include <assert.h>
#include <stdio.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LATER(x) await later(x)
#define LIMIT 10
#define FORMAT "%d\n"

async int later(int x);

// CHECK: #define LATER(x) await later(x)
// CHECK-LABEL: work(int n
async int work(int n)
{
    // CHECK: = MAX(n, LIMIT){{(;| \+ r1.value;)}}
    int a = MAX(n, LIMIT) + await later(1);
    // CHECK: printf(FORMAT, r2.value);
    printf(FORMAT, await later(LIMIT));
    // CHECK: later__async(MAX(a, 2))
    a += await later(MAX(a, 2));
    // CHECK: r4.value {{.*}}> MAX(LIMIT, a)
    if (LATER(3) > MAX(LIMIT, a))
        a = MAX(a, LIMIT);
    // CHECK: assert(a && "text");
    assert(a && "text");
    // CHECK: return (async_int){.value = MAX(a, n)};
    return MAX(a, n);
}
// Where a pinned local stands in a macro's argument, only its name is changed.
void keep(int *p);
// CHECK-LABEL: pins(int n
async int pins(int n)
{
    int a = n;
    keep(&a);
    await later(1);
    // CHECK: MAX(frame->a, LIMIT)
    return MAX(a, LIMIT);
}
