// RUN: rm -rf %t && split-file %s %t && cd %t
// A prototype and a definition that disagree on async, in one file and between a header and a file.
// RUN: not %asyncc definition.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=DEFINITION %s
// RUN: not %asyncc prototype.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=PROTOTYPE %s
// RUN: not %asyncc header.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=HEADER %s
// RUN: not %asyncc call.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=CALL %s
// RUN: not ls out.c

// DEFINITION: definition.c:3:{{[0-9]+}}: error: 'work' is declared without async here, but was declared async before
// DEFINITION-NEXT: 3 | int work(int x)
// DEFINITION: definition.c:2:{{[0-9]+}}: note: the other declaration is here
//--- definition.c
#include <asyncc.h>
async int work(int x);
int work(int x)
{
    return x;
}
// PROTOTYPE: prototype.c:3:{{[0-9]+}}: error: 'work' is declared async here, but was declared without async before
// PROTOTYPE: prototype.c:2:{{[0-9]+}}: note: the other declaration is here
//--- prototype.c
#include <asyncc.h>
static int work(int x);
static async int work(int x)
{
    await async_yield();
    return x;
}
async int use(void)
{
    return await work(1);
}
// HEADER: header.c:3:{{[0-9]+}}: error: 'work' is declared async here, but was declared without async before
// HEADER: work.h:1:{{[0-9]+}}: note: the other declaration is here
//--- work.h
int work(int x);
//--- header.c
#include <asyncc.h>
#include "work.h"
async int work(int x)
{
    return x;
}
// CALL: call.c:3:{{[0-9]+}}: error: 'later' is declared async here, but was declared without async before
//--- call.c
#include <asyncc.h>
int later(int x); int before(int x) { return later(x); }
async int later(int x) { return x; }
