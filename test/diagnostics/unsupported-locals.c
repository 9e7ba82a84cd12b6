// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// Locals, types and jumps that cannot live across an await are refused by name; without an await in their block they are
// as good as ever.
#include <asyncc.h>

async int work(int x);
void clean(int *x);
void use(void *p);

// CHECK: unsupported-locals.c:[[@LINE+1]]:{{[0-9]+}}: error: the result type of async function 'nameless' has no name; give it a tag
static async struct { int a; } nameless(int x)
{
    (void)x;
    __builtin_abort();
}
async int lengths(int x)
{
    typedef int row[x];
    // CHECK: unsupported-locals.c:[[@LINE+1]]:{{[0-9]+}}: error: a variable whose type has its variable length in a typedef or typeof, in a block with an await, is not supported
    row list;
    use(list);
    await work(x);
    return list[0];
}
async int awaited_length(int x)
{
    // CHECK: unsupported-locals.c:[[@LINE+1]]:{{[0-9]+}}: error: await in a type: await into a variable before
    typedef int row[await work(x)];
    row list;
    use(list);
    return list[0];
}
async int type_of_pointer(int x)
{
    int list[x], (*p)[x] = &list;
    // CHECK: unsupported-locals.c:[[@LINE+1]]:{{[0-9]+}}: error: a variable whose type has its variable length in a typedef or typeof, in a block with an await, is not supported
    __typeof__(p) same = p;
    return (*same)[await work(x)];
}
// CHECK-NOT: error:
async int no_await_in_the_block(int x)
{
    {
        typedef int row[x];
        row list;
        use(list);
        for (int i __attribute__((cleanup(clean))) = 0; i < x; i++)
            use(list);
    }
    return await work(x);
}
async void clean_later(int *p)
{
    await work(*p);
}
// CHECK: unsupported-locals.c:[[@LINE+3]]:{{[0-9]+}}: error: this __attribute__((cleanup)) names the async function 'clean_later'
void ordinary(void)
{
    int x __attribute__((__cleanup__(clean_later))) = 1;
    use(&x);
}
