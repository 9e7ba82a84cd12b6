// RUN: rm -rf %t && split-file %s %t && cd %t
// An output is written whole or not at all: an error leaves the old file as it was, with its time, and no other file
// beside it; so does an output that cannot be written.
// RUN: echo old > out.c && touch -d '2001-01-01' out.c
// RUN: not %asyncc refused.c -o out.c -- -std=c11 2> errors
// RUN: echo old | cmp - out.c && test errors -nt out.c
// RUN: not %asyncc broken.c -o out.c -- -std=c11 2> errors && echo old | cmp - out.c
// RUN: not %asyncc refused.c -- -std=c11 2> errors > stdout && not test -s stdout
// RUN: not %asyncc -Werror warned.c -o out.c -- -std=c11 2> errors && echo old | cmp - out.c
// RUN: not %asyncc good.c -o no/such/folder/out.c -- -std=c11 2>&1 | FileCheck --check-prefix=FOLDER %s
// RUN: not %asyncc no-such-file.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=FILE %s
// RUN: echo old | cmp - out.c
// RUN: rm errors stdout && ls -A > list && FileCheck --check-prefix=LIST %s < list
// LIST: broken.c
// LIST-NEXT: good.c
// LIST-NEXT: list
// LIST-NEXT: out.c
// LIST-NEXT: refused.c
// LIST-NEXT: warned.c
// LIST-NOT: {{.}}
// RUN: %asyncc good.c -o out.c -- -std=c11 && grep -q ASYNCC_GENERATED out.c && ls -A | not grep -v '^[a-z]*\.c$\|^list$'
// FOLDER: asyncc: error: {{.*}}no/such/folder/out.c{{.*}}No such file
// FILE: no-such-file.c{{.*}}No such file

//--- refused.c
#include <asyncc.h>
async int work(int x)
{
    work(x);
    return x;
}
//--- broken.c
int int;
//--- warned.c
#include <asyncc.h>
async int work(int x)
{
    async int c = work(x);
    return x;
}
//--- good.c
#include <asyncc.h>
async int work(int x)
{
    await async_yield();
    return x;
}
