// REQUIRES: gdb
// RUN: rm -rf %t && mkdir %t && cp %s %t/in.c && cd %t
// In gdb: a breakpoint on a line stops when the function comes there; one on the function stops at each resumption as
// well, unless its condition is !frame; the arguments are right there; `next` over an await that is ready stays in the
// function. Without optimisation, and with -Og where the compiler tells gdb enough.
// RUN: %asyncc %gcc-name -g -O0 -I%include in.c %lib -pthread -o gcc-O0
// RUN: %asyncc %clang-name -g -O0 -I%include in.c %lib -pthread -o clang-O0
// RUN: %asyncc %gcc-name -g -Og -I%include in.c %lib -pthread -o gcc-Og
// RUN: gdb -nx -batch -x %S/Inputs/stops.gdb gcc-O0 2>&1 | FileCheck --check-prefixes=CALLS,LINE,NEXT %s
// RUN: gdb -nx -batch -x %S/Inputs/stops.gdb clang-O0 2>&1 | FileCheck --check-prefixes=CALLS,LINE,NEXT %s
// RUN: gdb -nx -batch -x %S/Inputs/calls.gdb gcc-Og 2>&1 | FileCheck --check-prefix=CALLS %s
#include <asyncc.h>
#include <stdio.h>

static async int leaf(int x)
{
    if (x & 1)
        await async_yield();
    return x;
}

static async int work(int a, int b)
{
    int sum = a;                /* line */
    for (int i = 0; i < b; i++) /* line of the loop */
        sum += await leaf(i);   /* line of the await */
    sum += b;
    return sum;
}

async int main(void)
{
    int r = await work(10, 5);
    r += await work(20, 1);
    printf("%d\n", r);
    return 0;
}

// CALLS-NOT: call {{[0-9]}}
// CALLS:     call 10 5
// CALLS-NOT: call {{[0-9]}}
// CALLS:     call 20 1
// CALLS-NOT: call {{[0-9]}}
// CALLS:     46
// CALLS:     ends

// LINE-NOT:  at the line
// LINE:      at the line 10 5
// LINE-NOT:  at the line
// LINE:      at the line 20 1
// LINE-NOT:  at the line
// LINE:      46
// LINE:      ends

// NEXT:      int sum = a;
// NEXT-NEXT: line of the loop
// NEXT-NEXT: line of the await
// NEXT-NEXT: line of the loop
// NEXT-NEXT: line of the await
