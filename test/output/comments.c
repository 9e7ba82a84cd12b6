// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// Every await keeps its source text in a comment, in front of the code that it becomes: as written, on one line or
// more, with a comment inside, from a macro, twice in an expression.
#include <asyncc.h>

async int later(int x);
#define LATER(x) await later((x) + 1)

async int work(int n)
{
    // CHECK: /* await later( n  + 1 ) */
    // CHECK: /* await later(2) */
    int a = await later( n  + 1 ) + await later(2);
    // CHECK: /* await later(n +{{.*}}
    a += await later(n +
                     a);
    // CHECK: /* await later(3 {{.*}}+ n)
    a += await later(3 /* inner */ + n);
    // CHECK: /* LATER(4) */
    a += LATER(4);
    // CHECK: /* await async_sleep(0.5) */
    await async_sleep(0.5);
    // CHECK: /* await async_gather(a = later(5), later(6)) */
    await async_gather(a = later(5), later(6));
    async int c = later(7);
    // CHECK: /* await c */
    a += await c;
    // CHECK: /* await async_join(t) */
    async_task *t = async_spawn(later(8));
    await async_join(t);
    // CHECK: /* await later("in a string"[0]) */
    return await later("in a string"[0]) + a;
}
