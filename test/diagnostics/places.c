// RUN: rm -rf %t && split-file %s %t && cd %t
// Where a message points to: into a header, at a macro's use, far from where the buffer has it (a header that was
// pasted in, macros that were written out), at long lines, tabs and non-ASCII text, in a file named by a path.
// RUN: not %asyncc dir/in.c -o out.c -- -std=c11 2>&1 | FileCheck %s

// CHECK: dir/work.h:4:5: error: call of async function 'early' without await
// CHECK-NEXT: 4 |     early(1);
// CHECK: dir/in.c:12:12: error: call of async function 'early' without await
// CHECK-NEXT: 12 |     return CALL(early(2));
// CHECK: dir/in.c:16:{{[0-9]+}}: error: call of async function 'early' without await
// CHECK-NEXT: 16 | {{.*}}const char *s = "ö ü"; early(3);
// CHECK-NEXT: {{^ +\|[ 	]+\^~~~~~~~$}}
// CHECK: dir/in.c:22:{{[0-9]+}}: error: await outside of an async function: mark 'plain' async
// CHECK-NOT: error:
//--- dir/work.h
async int early(int x);
static async int in_header(void)
{
    early(1);
    return await early(2);
}
//--- dir/in.c
#include <asyncc.h>
#include "work.h"
#define CALL(x) ((x) + 1)
#define WAIT(x) await early((x) + 1)
async int expands(int x)
{
    x += WAIT(x) + WAIT(x + WAIT(1));
    return x;
}
async int uses(void)
{
    return CALL(early(2));
}
async int tabs(void)
{
	const char *s = "ö ü"; early(3);
	await in_header();
	return s[0];
}
static int plain(int x)
{
    return WAIT(x);
}
int uses_plain(void) { return plain(1); }
