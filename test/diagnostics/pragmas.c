// RUN: rm -rf %t && split-file %s %t && cd %t
// #pragma GCC diagnostic about asyncc's warnings, in the order of the text, in headers and from macros; neither gcc nor
// clang sees those lines in the output.
// RUN: not %asyncc in.c -o out.c -- -std=gnu11 2>&1 | FileCheck --implicit-check-not='{{error|warning}}:' in.c
// RUN: not ls out.c
// RUN: %asyncc -Wno-error=async-blocking fine.c -o out.c -- -std=gnu11 2>&1 | FileCheck --implicit-check-not=warning: fine.c
// RUN: %gcc -Wno-pragmas -c fine.c -o fine.o
// RUN: %gcc -c out.c -o out.o
// RUN: %clang -c out.c -o out.o
// RUN: FileCheck --check-prefix=OUT --implicit-check-not='#pragma GCC diagnostic {{ignored|warning|error}} "-Wasync' %s < out.c
// OUT: #pragma GCC diagnostic push
// OUT: /* (GCC diagnostic ignored "-Wasync-blocking") */
// OUT: #pragma GCC diagnostic pop
// RUN: not %asyncc -w in.c -o out.c -- -std=gnu11 2>&1 | count 3
//--- quiet.h
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wasync-blocking"
#include "nested.h"
//--- nested.h
static inline int ordinary(int x) { return x; }
//--- loud.h
#pragma GCC diagnostic pop
//--- in.c
#include <asyncc.h>
#include <unistd.h>
#define TEXT(x) #x
#define OFF(name) _Pragma(TEXT(GCC diagnostic ignored name))
#define PUSH _Pragma("GCC diagnostic push")
#define POP _Pragma("GCC diagnostic pop")
async int f(int x)
{
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(1);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wasync-blocking"
    sleep(2);
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wasync-blocking"
    // CHECK: in.c:[[@LINE+1]]:5: error: this blocks the whole loop; {{.*}} [-Werror=async-blocking]
    sleep(3);
#pragma clang diagnostic warning "-Wasync-blocking"
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(4);
#pragma GCC diagnostic pop
    sleep(5);
#pragma GCC diagnostic pop
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(6);
    return await async_yield() + x;
}
#include "quiet.h"
async int g(int x)
{
    sleep(7);
    return await async_yield() + x;
}
#include "loud.h"
async int h(int x)
{
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(8);
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wasync-blocking\"")
    sleep(9);
    _Pragma("GCC diagnostic pop")
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(10);
    PUSH OFF("-Wasync-blocking")
    sleep(11);
    POP
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(12);
#pragma GCC diagnostic ignored "-Wasync-never-awaited"
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(13);
    // #pragma GCC diagnostic ignored "-Wasync-blocking"
    /*
#pragma GCC diagnostic ignored "-Wasync-blocking"
    */
#if 0
#pragma GCC diagnostic ignored "-Wasync-blocking"
#endif
    // CHECK: in.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(14);
    async int c = f(1);
#pragma GCC diagnostic pop
    // CHECK: in.c:[[@LINE+1]]:15: warning: the coroutine object 'd' is never awaited
    async int d = f(1);
    return await async_yield() + x;
}
//--- fine.c
#include <asyncc.h>
extern unsigned int sleep(unsigned int);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wasync-blocking"
async int f(int x)
{
    sleep(1);
    return await async_yield() + x;
}
#pragma GCC diagnostic pop
async int g(int x)
{
#pragma GCC diagnostic error "-Wasync-never-awaited"
#pragma GCC diagnostic ignored "-Wasync-blocking" /* because */
    sleep(2);
#pragma GCC diagnostic warning "-Wasync-blocking"
    // CHECK: fine.c:[[@LINE+1]]:5: warning: this blocks the whole loop
    sleep(3);
    return await async_yield() + x;
}
