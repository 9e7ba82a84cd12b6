// RUN: %asyncc --no-line %s -o %t.c -- -std=c11
// RUN: grep -v "// *CHECK" %t.c | FileCheck %s
// RUN: %gcc -O2 -S %t.c -o - | FileCheck --check-prefix=ASM %s
// Results come back in registers: a pair of the frame waited for and the value; void functions give the frame alone.
#include <asyncc.h>

struct pair {
    int a, b;
};
// CHECK: async_{{void |frame \*}}nothing__async(int *x);
async void nothing(int *x);
// CHECK: async_int number__async(void);
async int number(void);
// CHECK: typedef struct async_struct_pair async_struct_pair;
// CHECK-NEXT: async_struct_pair two__async(void);
async struct pair two(void);
// CHECK: async_const_char_ptr text__async(void);
async const char *text(void);

// CHECK-LABEL: async_int done__async(int x)
// ASM-LABEL: done__async:
// ASM-NOT: call
// ASM-NOT: (%rsp)
// ASM-NOT: mov{{.*}}(%rdi)
// ASM: ret
async int done(int x)
{
    return x + 1;
}
// CHECK: struct async_struct_pair {
// CHECK-NEXT: async_frame *async_wait;
// CHECK-NEXT: struct pair async_value;
// CHECK-NEXT: };
async int uses(void)
{
    int x;
    await nothing(&x);
    struct pair p = await two();
    return x + await number() + p.a + (await text())[0];
}
