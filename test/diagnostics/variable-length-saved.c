// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// A pointer to an array of variable length whose type no variable has cannot be kept across an await.
#include <asyncc.h>

async int work(int x);

async int main(void)
{
    int n = 2, flat[4] = {0}, *p = flat;
    int fine = ((int (*)[n])p)[await work(1)][1];
    // CHECK-NOT: error:
    // CHECK: variable-length-saved.c:[[@LINE+1]]:13: error: this pointer to an array of variable length would have to outlive an await; put it into a variable before
    return (fine ? (int (*)[n])p : (int (*)[n])flat)[await work(0)][1];
}
