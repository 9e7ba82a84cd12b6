// RUN: %asyncc --dump=plan %s -- -std=c11 | FileCheck %s
// What the output does not keep of the source's text, and what stands there instead.
#include <asyncc.h>

async int later(int x);
void use(int *list);
void close_it(int *file);

// CHECK: work
// CHECK-NEXT: [[# @LINE + 4]]:5 declaration: statement
// CHECK-NEXT: [[# @LINE + 3]]:5 var: statement
async int work(int n)
{
    int list[2] = {1, 2};
    // CHECK-NEXT: [[# @LINE + 1]]:9 ref: name of list
    use(list);
    // CHECK-NEXT: [[# @LINE + 5]]:5 for: head, init stays, step below, label 1
    // CHECK-NEXT: await: value r2
    // CHECK-NEXT: async-ref: name
    // CHECK-NEXT: ref: name of list
    // CHECK-NEXT: if: head, without else
    for (int i = 0; i < 5; i += await later(list[0]))
        if (i == 3)
            // CHECK-NEXT: [[# @LINE + 1]]:13 continue: statement
            continue;
        // CHECK-NEXT: [[# @LINE + 3]]:14 if: head
        // CHECK-NEXT: await: value r1
        // CHECK-NEXT: async-ref: name
        else if (await later(i))
            // CHECK-NEXT: ref: name of n
            use(&n);
    // CHECK-NEXT: [[# @LINE + 4]]:9 ref: name of list
    // CHECK-NEXT: [[# @LINE + 4]]:9 expression: statement, all in steps, braces
    // CHECK-NEXT: await: value
    // CHECK-NEXT: async-ref: name
    if (list[0])
        await later(1);
    return 0;
}

// CHECK: cleaned
async int cleaned(int n)
{
    __attribute__((cleanup(close_it))) int file = n;
    use(&file);
    // CHECK: if: head
    if (await later(n))
        // CHECK: return: statement, cleans up file
        return file;
    // CHECK: return: statement, cleans up file
    return 0;
}

// CHECK-NEXT: starts
// CHECK-NEXT: [[# @LINE + 4]]:12 run: expression
// CHECK-NEXT: async-ref: name
int starts(void)
{
    return async_run(later(1));
}
