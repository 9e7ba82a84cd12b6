// RUN: not %asyncc %s -o %t.c -- -std=c11 2>&1 | FileCheck %s
// A static initialiser is computed when the program is compiled.
#include <asyncc.h>

async int work(int x);

// CHECK: static-initialisers.c:[[@LINE+1]]:22: error: await cannot stand in the initialiser of a static variable
static int outside = await work(1);
// CHECK: static-initialisers.c:[[@LINE+1]]:25: error: await cannot stand in the initialiser
static int list[] = {1, await work(2)};

async int caller(int x)
{
    // CHECK: static-initialisers.c:[[@LINE+1]]:23: error: await cannot stand in the initialiser
    static int kept = await work(5);
    return kept + x;
}
