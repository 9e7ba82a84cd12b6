// Predefined macros elsewhere than in conditionals have the compiler's values.
// view: each
// RUN: %matrix %s
#include "Inputs/values.h"
#include <asyncc.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define STRING_(x) #x
#define STRING(x) STRING_(x)
#define LENGTH (__GNUC__ * 2)
#define VALUE(call) (await (call) + __GNUC__)
#ifdef __clang__
#define __asked_for__ "clang"
#else
#define __asked_for__ "gcc"
#endif

async static int get(int x)
{
    await async_yield();
    return x;
}

/* Lengths of arrays in the frame: with another value they would be too short. */
async static int lengths(int n)
{
    int a[__GNUC__], b[LENGTH], c[HEADER_LENGTH];
    struct in_header d;
    memset(a, 0, sizeof a);
    memset(b, 0, sizeof b);
    memset(c, 0, sizeof c);
    memset(&d, 0, sizeof d);
    await get(0);
    a[__GNUC__ - 1] = b[LENGTH - 1] = c[HEADER_LENGTH - 1] = d.list[sizeof d.list / sizeof *d.list - 1] = n;
    await get(0);
    return a[__GNUC__ - 1] + b[LENGTH - 1] + c[HEADER_LENGTH - 1] + d.list[sizeof d.list / sizeof *d.list - 1];
}

/* Strings, in macros that are written out as well. */
#define PRINT(call) printf("%d %s %s %s\n", await (call), STRING(__GNUC__), STRING_(__GNUC__), __asked_for__)
async static void strings(void)
{
    char version[] = __VERSION__;
    await get(0);
    PRINT(get((int)sizeof version));
    printf("%s %d\n", version, VALUE(get(1000)));
}

#include <stdlib.h>
#undef __OPTIMIZE__
#define __OPTIMIZE__ 77

async static int ours(void)
{
    int a[__OPTIMIZE__] = {0};
    await get(__GNUC__);
    return (int)(sizeof a / sizeof *a) + a[76];
}

async int main(void)
{
    printf("%d\n", await lengths(5));
    await strings();
    printf("%d %d %d\n", await ours(), INT_MAX == __INT_MAX__, __LINE__);
    return 0;
}
