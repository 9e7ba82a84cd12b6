// Many locals that are alive at many awaits: some of them move into the frame for good, or the output would be quadratic.
//
// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// RUN: %asyncc --no-line %s -- %inc | wc -l | FileCheck %s
//
// CHECK: {{^[1-7][0-9][0-9][0-9]$}}
#include "../Inputs/waits.h"

#define EIGHT(n) n##0 = 10, n##1 = 11, n##2 = 12, n##3 = 13, n##4 = 14, n##5 = 15, n##6 = 16, n##7 = 17
#define SUM(n) (n##0 + n##1 + n##2 + n##3 + n##4 + n##5 + n##6 + n##7)
#define HIDDEN (c2 + d3)
#define FIELD(x) .x = x
#define STEP(x, y) x += y + await get((int)x) % 3
#define STEPS(n)                                                                                                     \
    STEP(n##0, n##1);                                                                                                  \
    STEP(n##1, n##2);                                                                                                  \
    STEP(n##2, HIDDEN);                                                                                                \
    STEP(n##3, n##4);                                                                                                  \
    STEP(n##4, n##5);                                                                                                  \
    STEP(n##5, n##7);                                                                                                  \
    STEP(n##6, n##0)

struct pair {
    int parameter;
    const char *text;
};

static async long work(int parameter, const long fixed)
{
    int EIGHT(a), EIGHT(b);
    unsigned EIGHT(c);
    short d0 = 1, d1 = 2, d2 = 3, d3 = 4, d4 = 5, d5 = 6, d6 = 7, d7 = 8;
    const char *text = "text";
    long EIGHT(e), EIGHT(f), EIGHT(g);
    const int h0 = parameter, h1 = h0 + 1, h2 = (int)fixed;
    for (int i = await get(0), j = 5; i < 2; i++, j--) {
        STEPS(e);
        STEPS(f);
        STEPS(g);
        a0 += j;
        parameter += i;
    }
    STEP(a1, a2);
    STEP(b1, b2);
    STEP(c1, c2);
    switch (await get(h1) - 3) {
    case 1:
        d0 = (short)await get(d0 + 1);
        d1++;
        break;
    default:
        STEPS(e);
    }
    STEPS(f);
    struct pair pair = {FIELD(parameter), FIELD(text)};
    parameter += await get(1);
    say("%s %d %ld\n", pair.text, pair.parameter, fixed);
    return SUM(a) + SUM(b) + SUM(c) + d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + SUM(e) + SUM(f) + SUM(g) + h0 + h1 + h2;
}

static async void test(void)
{
    say("%ld\n", await work(3, 40));
}
// expect: text 4 40
// expect: 2088
// elision: same
