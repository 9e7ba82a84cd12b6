// RUN: %asyncc --no-line %s | grep -v "// CHECK" | FileCheck %s
// A macro that is one complete operand, operator, type, cast, specifier or statement stays as it was written, in text
// that is taken apart as well; one that only looks like an operand is written out.
#include <asyncc.h>
#include <limits.h>
#include <stdio.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LIMIT 5
#define NEXT(x) x + 1
#define FIRST table[0]
#define LENGTH(s) strlen_of(s)
#define NOT !
#define AND &&
#define PLUS +
#define BYTE (unsigned char)
#define WIDE unsigned long
#define UNUSED __attribute__((unused))
#define PAIR {1, 2}
#define TEXT "a" "b"
#define NESTED MAX(LIMIT, 3)
#define PASTED(x) v##x
#define SELF_IN(x) ((SELF) + (x))
#define SELF n
#define STATEMENT(x) \
    do {             \
        n += (x);    \
    } while (0)

async int work(int x);
int strlen_of(const char *text);
extern int table[2];

async int kept(int n)
{
    int v[2] = PAIR, v1 = 3;
    // CHECK: int t{{[0-9]+}} = MAX(n, LIMIT);
    // CHECK: int [[T:t[0-9]+]] = MAX(n, 2);
    // CHECK: ([[T]] PLUS r{{[0-9]+}}.async_value PLUS LIMIT)
    n = MAX(n, LIMIT) * (n = await work(n)) + (MAX(n, 2) PLUS await work(2) PLUS LIMIT);
    // CHECK: FIRST + NEXT(n) + LENGTH(TEXT)
    n = await work(n) + (FIRST + NEXT(n) + LENGTH(TEXT));
    // CHECK: NOT r{{[0-9]+}}.async_value
    // CHECK: r{{[0-9]+}}.async_value + NESTED + PASTED(1) + SELF_IN(3)
    n = NOT await work(n) ? 1 : await work(1) + NESTED + PASTED(1) + SELF_IN(3);
    // CHECK: BYTE r{{[0-9]+}}.async_value
    n += BYTE await work(n);
    // CHECK: if (MAX(n, 3) == 3) {
    if (MAX(n, 3) == 3 AND await work(4))
        // CHECK: STATEMENT(2 + n);
        STATEMENT(2 + n);
    // CHECK: UNUSED WIDE w = n PLUS 1;
    UNUSED WIDE w = n PLUS 1;
    // CHECK: = (int)INT_MAX - MAX(frame->v[1], 1) * 0;
    return (int)INT_MAX - MAX(v[1], 1) * 0 + await work(1);
}

async int written_out(int n)
{
    // CHECK: 2 * n + 1 + r{{[0-9]+}}.async_value
    n = 2 * NEXT(n) + await work(n);
    // CHECK: return (async_int){.async_value = n + 1 * r{{[0-9]+}}.async_value};
    return NEXT(n) * await work(n);
}
