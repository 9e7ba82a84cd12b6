// RUN: not %asyncc %s -o %t.c 2>&1 | FileCheck %s
// A local that a jump over its declaration makes live at an await lives in the frame; it is known too late for macros
// that name it to be written out.
#include <asyncc.h>

async int work(int x);
#define LAST x + 0

async int jumps(int n)
{
again:
    n += await work(1);
    if (n > 3)
        goto done;
    int x;
    x = n;
    goto again;
done:
    n += 2 * (x);
    // CHECK: macro-named-late.c:[[@LINE+1]]:12: error: 'x' has to live in the frame, since a jump over its declaration leads to an await, and cannot be named in the macro 'LAST' then; write the macro out
    return LAST;
}
