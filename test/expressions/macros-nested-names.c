// RUN: %matrix %s
// RUN: %asyncc --no-line %s | grep -v "// CHECK" | FileCheck %s
// elision: same
// Names of locals in the frame, in the arguments of macros that pass them on to other macros: the invocation stays. A
// macro that is the compiler's own could not even be written out.
#include <asyncc.h>
#include <ctype.h>
#include <stdio.h>
#include <tgmath.h>
#define PROMOTED(x) (__typeof__((x) + 0))
#define DOUBLED(x) (2 * (PROMOTED((x))(x)))
#define NAMED(x) #x
#define NAME_OF(x) NAMED(x)
#define BOTH(x) (printf("%s\n", NAME_OF(x)), DOUBLED(x))
#define RECURSIVE(x) (OTHER(x))
#define OTHER(x) (RECURSIVE + (x))
static void change(float *x, unsigned char *c)
{
    *x -= 4;
    ++*c;
}
async int wait(void)
{
    await async_yield();
    return 1;
}
async int main(void)
{
    float x = 1.5f;
    unsigned char c = 'a';
    int RECURSIVE = 3;
    change(&x, &c);
    await wait();
    // CHECK: printf("%g %d\n", fabs(frame->x), (int)sizeof fabs(frame->x));
    printf("%g %d\n", fabs(x), (int)sizeof fabs(x));
    // CHECK: printf("%g\n", DOUBLED(frame->x));
    printf("%g\n", DOUBLED(x));
    // CHECK: isupper(frame->c)
    printf("%c %d\n", c, isupper(c));
    // CHECK-NOT: BOTH(frame
    printf("%g\n", BOTH(x));
    printf("%g\n", RECURSIVE(x));
    change(&x, &c);
    printf("%d\n", RECURSIVE + await wait());
    return 0;
}
// expect: 2.5 4
// expect: -5
// expect: b 0
// expect: x
// expect: -5
// expect: 0.5
// expect: 4
