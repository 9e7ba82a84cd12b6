// RUN: %matrix %s
// Definitions in the style of before 1989: parameters declared between the declarator and the body.
#include "../Inputs/waits.h"

static async int sum(a, b, text)
    int a;
    char b;
    const char *text;
{
    await rest();
    return a + b + text[0];
}

static async void test(void)
{
    say("%d\n", await sum(1, 2, "\3"));
}
// flags: -Wno-old-style-definition -Wno-unknown-warning-option -Wno-deprecated-non-prototype -Wno-strict-prototypes
// expect: 6
// elision: same
