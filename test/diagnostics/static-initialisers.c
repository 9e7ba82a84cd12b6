// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// A static initialiser is computed when the program is compiled: clang says so itself.
#include <asyncc.h>

async int work(int x);

// CHECK: static-initialisers.c:[[@LINE+1]]:28: error: {{.*(initialiser|initializer|await).*}}
static int outside = await work(1);
// CHECK: static-initialisers.c:[[@LINE+1]]:{{[0-9]+}}: error:
static int list[] = {1, await work(2)};

async int caller(int x)
{
    // CHECK: static-initialisers.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*(initialiser|initializer|await).*}}
    static int kept = await work(5);
    return kept + x;
}
