// RUN: %asyncc --no-line %s -o %t.c -- -std=c11
// RUN: FileCheck %s < %t.c
// RUN: %gcc -Wimplicit-fallthrough -fsyntax-only %t.c
// RUN: %clang -fsyntax-only %t.c
// The braces of a case that begins with an await contain all of it, unless a later case sees what it declares.
#include <asyncc.h>

async int f(int n);
void use(int n);

async int cases(int n)
{
    switch (n) {
    case 1:
        await f(1);
        use(1);
        break; /* one */
    case 2:
        await f(2);
        use(2);
        /* fallthrough */
    case 3:
        await f(3);
        int seen;
        seen = 3;
        use(seen);
        break;
    case 4:
        await f(4);
#ifdef __GNUC__
        use(4);
#endif
        break;
    default:
        seen = await f(5);
        use(seen);
    }
    return 0;
}

// CHECK: {{^}}    case 1: {
// CHECK-NEXT:         /* await f(1) */
// CHECK:      {{^}}        use(1);
// CHECK-NEXT: {{^}}        break; /* one */
// CHECK-NEXT: {{^}}    }
// CHECK-NEXT: {{^}}    case 2: {
// CHECK:      {{^}}        use(2);
// CHECK-NEXT: {{^}}    }
// CHECK-NEXT: {{^}}        /* fallthrough */
// CHECK-NEXT: {{^}}    case 3: {
// CHECK:      await_3:;
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-NEXT: {{^}}        int seen;
// CHECK:      {{^}}    case 4: {
// CHECK:      await_4:;
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-NEXT: #ifdef __GNUC__
// CHECK:      {{^}}    default: {
// CHECK:      {{^}}        use(seen);
// CHECK-NEXT: {{^}}    }
// CHECK-NEXT: {{^}}    }
// CHECK-NEXT: {{^}}    return
