// RUN: %asyncc --no-line %s -o %t.c -- -std=c11
// RUN: FileCheck %s < %t.c
// RUN: %gcc -fsyntax-only %t.c
// A loop whose condition awaits is left as a programmer would write it, without braces around `break;`, unless the
// user's next line would line up with it. So is the jump to the place of a function's only await.
#include <asyncc.h>

async int ready(int n);
void use(int n);

async void plain(int n)
{
    // CHECK: if (!r1.async_value)
    // CHECK-NEXT: break;
    // CHECK-NEXT: use(n);
    while (await ready(n)) {
        use(n);
    }
    // CHECK: if (!r2.async_value)
    // CHECK-NEXT: break;
    // CHECK-NEXT: }
    do {
        use(n);
    } while (await ready(n));
    // CHECK: if (!r3.async_value)
    // CHECK-NEXT: break;
    // CHECK-NEXT: use(n), n++;
    while (await ready(n)) use(n), n++;
}

async void deep(int n)
{
        // CHECK: if (frame) {
        // CHECK-NEXT: goto await_1;
        // CHECK-NEXT: }
        // CHECK: if (!r1.async_value) {
        // CHECK-NEXT: break;
        // CHECK-NEXT: }
        // CHECK-NEXT: use(n);
        while (await ready(n)) {
                use(n);
        }
}
