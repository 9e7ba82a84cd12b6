// The header brings no header of the system along, so feature test macros after it still work, and so does a program
// that has types of its own by the names of the standard library's.
// RUN: sh -c 'for mode in -DPLAIN -DASYNCC_GENERATED; do for cc in "%gcc" "%clang"; do $cc -std=c11 $mode -fsyntax-only %s || exit 1; done; done'
// RUN: sh -c 'for mode in -DPLAIN -DASYNCC_GENERATED; do for cc in "%gcc" "%clang"; do $cc $mode -H -fsyntax-only %s 2>&1 | grep "^\.\.* .*" | sed "/string.h/,\$d" | grep -v "/asyncc" && exit 1; done; done; true'
// RUN: %asyncc %s -o %t.c -- -std=c11
// RUN: %gcc %t.c %lib -pthread -o %t.gcc && %t.gcc | FileCheck %s
// RUN: %gcc %s -o %t.plain && %t.plain | FileCheck %s
#include <asyncc.h>
#define _GNU_SOURCE
#include <string.h>

static async char *find(char *text)
{
    await async_yield();
    return strchrnul(text, '='); // of _GNU_SOURCE
}

int printf(const char *format, ...);

async int main(void)
{
    char text[] = "a=b";
    char *at = await find(text);
    printf("%s\n", at); // CHECK: =b
    return 0;
}
