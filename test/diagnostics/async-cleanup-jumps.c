// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// Jumps into the scope of a variable with an async cleanup, and computed ones out of it.
// clang-format off
#include <asyncc.h>

async void leave(int *p);
void use(int *p);
#define LATER __attribute__((cleanup(leave)))

async void jumps_in(int n)
{
    // CHECK: async-cleanup-jumps.c:[[@LINE+2]]:9: error: cannot jump from this goto statement to its label
    if (n)
        goto in;
    // CHECK: async-cleanup-jumps.c:[[@LINE+1]]:9: note: jump bypasses initialization of variable with __attribute__((cleanup))
    int x LATER = 1;
in:
    use(&x);
}
async void switches(int n)
{
    switch (n) {
        int x LATER;
    // CHECK: async-cleanup-jumps.c:[[@LINE+1]]:5: error: cannot jump from switch statement to this case label
    case 1:
        use(&x);
    }
}
async void computed_in(int n)
{
    void *labels[] = {&&a, &&b};
    // CHECK: async-cleanup-jumps.c:[[@LINE+1]]:5: error: cannot jump from this indirect goto statement to one of its possible targets
    goto *labels[n];
a:;
    int x LATER = 1;
b:
    use(&x);
}
async void computed_out(int n)
{
    void *labels[] = {&&a, &&b};
    {
        int x LATER = 1;
a:
        use(&x);
        // CHECK: async-cleanup-jumps.c:[[@LINE+1]]:9: error: cannot jump from this indirect goto statement to one of its possible targets
        goto *labels[n];
        // CHECK: note: jump exits scope of variable with __attribute__((cleanup))
    }
b:;
}
async void asm_out(void)
{
    {
        int x LATER = 1;
        use(&x);
        // CHECK: async-cleanup-jumps.c:[[@LINE+1]]:9: error: cannot jump from this asm goto statement to one of its possible targets
        __asm__ goto("" : : : : out);
    }
out:;
}
