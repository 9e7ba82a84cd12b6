// RUN: rm -rf %t && split-file %s %t && cd %t
// An input that was generated itself, with #line directives: the compiler's messages, ours, and __LINE__ lead to where
// those directives say.
// RUN: %asyncc in.c -o out.c -- -std=c11
// RUN: gcc -std=c11 -Wall -I%include out.c %lib -pthread -o program 2>&1 | FileCheck --check-prefix=WARNING %s
// RUN: ./program | FileCheck --check-prefix=PRINTS %s
// WARNING: grammar.y:103:{{[0-9]+}}: warning: unused variable
// PRINTS: grammar.y 105
// RUN: not %asyncc bad.c -o out.c -- -std=c11 2>&1 | FileCheck --check-prefix=BAD %s
// BAD: {{grammar.y:51|bad.c:5}}:{{[0-9]+}}: error: call of async function 'later' without await

//--- in.c
#include <asyncc.h>
#include <stdio.h>
#line 100 "grammar.y"
async int main(void)
{
    await async_yield();
    int nobody;
    await async_yield();
    printf("%s %d\n", __FILE__, __LINE__);
    return 0;
}
//--- bad.c
#include <asyncc.h>
async int later(int x);
#line 50 "grammar.y"
async int caller(void) {
    return later(1);
}
