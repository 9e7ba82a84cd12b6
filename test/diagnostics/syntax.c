// RUN: rm -rf %t && split-file %s %t && cd %t
// A syntax error stops with clang's own message, at its place, status 1, and nothing is written.
// RUN: not %asyncc syntax.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=SYNTAX %s
// RUN: not ls out.c
// RUN: not %asyncc types.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=TYPES %s
// RUN: not %asyncc undeclared.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=UNDECLARED %s
// RUN: not %asyncc missing.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=MISSING %s
// RUN: not %asyncc header.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=HEADER %s
// RUN: not %asyncc macro.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=MACRO %s
// RUN: not ls out.c

// SYNTAX: syntax.c:4:14: error: expected ';' {{.*}}
// SYNTAX-NEXT: {{^ *}}4 |     int y = 1{{$}}
// SYNTAX-NEXT: {{^ *}}|              ^
//--- syntax.c
#include <asyncc.h>
async int work(int x)
{
    int y = 1
    await async_yield();
    return x;
}
// TYPES: types.c:5:{{[0-9]+}}: error: {{.*}}too few arguments
// TYPES: note: 'work' declared here
//--- types.c
#include <asyncc.h>
async int work(int x, int y);
async int caller(void)
{
    return await work(1);
}
// UNDECLARED: undeclared.c:4:{{[0-9]+}}: error: {{(what is awaited must be a call of an async function|.*undeclared)}}
//--- undeclared.c
#include <asyncc.h>
async int caller(void)
{
    return await nobody(1);
}
// MISSING: missing.c:2:10: fatal error: 'not-here.h' file not found
//--- missing.c
#include <asyncc.h>
#include "not-here.h"
async int work(void)
{
    return 1;
}
// HEADER: ./bad.h:2:{{[0-9]+}}: error:
// HEADER: {{(header.c:2:|In file included from header.c:2)}}
//--- header.c
#include <asyncc.h>
#include "bad.h"
async int work(void)
{
    return 1;
}
//--- bad.h
int good;
int bad bad;
// MACRO: macro.c:5:{{[0-9]+}}: error: use of undeclared identifier 'nobody'
//--- macro.c
#include <asyncc.h>
#define USE(x) (nobody + (x))
async int work(int x)
{
    return await async_yield() + USE(x);
}
