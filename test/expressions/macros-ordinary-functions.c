// RUN: %matrix --all %s
// RUN: %asyncc --no-line %s | FileCheck %s
// Macros that belong to several statements, in ordinary functions: those in which nothing is rewritten keep them, those
// that run coroutines, name async functions or have locals under other names have them written out.
#include <asyncc.h>
#include <stdio.h>

#define OTHERWISE } else {
#define JOINED(word) } word {
#define THEN(c) c) {
#define UNTIL ; } while (
#define OPEN_CAST ( (
#define HEAD(c) if (c) {
#define NEXT ; break; case 2:
#define LOOP(n) int i = 0; i < n; i++) {
#define CLOSE }

static async int twice(int x)
{
    await async_yield();
    return 2 * x;
}

static int unchanged(int q)
{
    int n = 0;
    if (q > 3) {
        n += 1;
        OTHERWISE
        n += 10;
        if (q == 2) {
            n += 100;
            JOINED(else)
            n += 1000;
        }
    }
    if (THEN(q == 1)
        n += 2;
    JOINED(else) n += 4;
    }
    do {
        n += 3
    UNTIL n < 30);
    for (LOOP(3)
        n += OPEN_CAST unsigned char)n) & 1;
    CLOSE
    HEAD(n & 1)
        n++;
    CLOSE
    switch (q) {
    case 1:
        n += 5
    NEXT n += 6;
    }
    return n;
}

static int runs(int q)
{
    int n = async_run(twice(q));
    if (q > 3) {
        n += 1;
        OTHERWISE
        n += 10;
        if (THEN(q == 2)
            n += async_run(twice(n));
            JOINED(else)
            n += 1000;
        }
    }
    do {
        n += async_run(twice(1))
    UNTIL n < 30);
    for (LOOP(3)
        n += async_run(twice(i));
    CLOSE
    switch (q) {
    case 1:
        n += 5
    NEXT n += async_run(twice(3));
    }
    return n;
}

static int names(int q)
{
    async int (*f)(int) = twice;
    if (q > 3) {
        q = 1;
        OTHERWISE
        q = f == twice ? 7 : 9;
    }
    return q;
}

static int counts(int q)
{
    static int count;
    if (q > 3) {
        count += 1;
        OTHERWISE
        count += 10;
    }
    return count;
}

int main(void)
{
    static int count = 5;
    for (int q = 1; q < 6; q++)
        printf("%d %d %d\n", unchanged(q), runs(q), counts(q));
    printf("%d %d\n", names(2), count);
    return 0;
}
// expect: 1021 1025 10
// expect: 124 56 20
// expect: 1018 1024 30
// expect: 32 37 31
// expect: 32 37 32
// expect: 7 5
// elision: same
// flags: -Wno-misleading-indentation
// CHECK: static int unchanged(int q)
// CHECK: n += 1;
// CHECK-NEXT: {{^        OTHERWISE$}}
// CHECK: {{^            JOINED\(else\)$}}
// CHECK-NEXT: n += 1000;
// CHECK: if (THEN(q == 1)
// CHECK: JOINED(else) n += 4;
// CHECK: UNTIL n < 30);
// CHECK-NEXT: for (LOOP(3)
// CHECK: CLOSE
// CHECK: {{^    NEXT n \+= 6;$}}
