// RUN: %asyncc --no-line %s -o %t.c -- -std=c11 && %gcc -fsyntax-only %t.c && %clang -fsyntax-only %t.c
// The text of an await stands in a comment, so the end of a comment in it must not end that one.
#include <asyncc.h>

async int later(const char *text, int x);

async int work(int n)
{
    n += await later("*/", 1);
    n += await later("/* */ */ /*", /* a comment */ 2 // another one
    );
    return n + await later("//\\", '"' /* it's */);
}
