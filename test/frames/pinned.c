// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// A local whose address escapes lives in the frame from the start, if an await stands in its scope; others do not.
#include <asyncc.h>

async int later(int *p);
void keep(int *p);
extern int a_global[];

// CHECK-LABEL: struct ASYNC_ALIASED work_frame {
// CHECK-NOT:       free
// CHECK:           escapes;
// CHECK-NOT:       free
// CHECK:       };
// CHECK-LABEL: async_int work(
async int work(int free)
{
    // CHECK:       {
    // CHECK:           int no_await = 1;
    // CHECK:           keep(&no_await);
    // CHECK:       }
    {
        int no_await = 1;
        keep(&no_await);
        free += no_await;
    }
    // CHECK:       frame->escapes = free
    int escapes = free;
    // CHECK:       later__async(&frame->escapes);
    // CHECK-NOT:   frame->escapes = escapes
    // CHECK:       await_1:
    // CHECK-NOT:   escapes = frame->escapes
    // CHECK:       return (async_int){.async_value = frame->escapes};
    await later(&escapes);
    return escapes;
}
// An element read in place does not make a pointer that lasts; &array[i] does.
// CHECK-LABEL: struct ASYNC_ALIASED arrays_frame {
// CHECK:           int in_frame[4];
// CHECK:       };
async int arrays(int n)
{
    int in_frame[4] = {n};
    await later(0);
    return in_frame[n];
}
// CHECK-LABEL: struct ASYNC_ALIASED volatiles_frame {
// CHECK:           volatile int v;
// CHECK:       };
async int volatiles(void)
{
    volatile int v = 1;
    await later(0);
    return v;
}
// A function that has its frame from the start saves a parameter that never changes there, and at no await.
// CHECK-LABEL: async_int unchanged(int a, _Bool b, int c, struct unchanged_frame *frame, int resumed)
// CHECK:           goto await_3;
// CHECK:           frame->a = a;
// CHECK-NEXT:      frame->b = b;
// CHECK-NEXT:      frame->escapes = a;
// CHECK:           if (async_waits(r1.async_wait)) {
// CHECK-NEXT:          frame->c = c;
// CHECK-NEXT:          async_inherit(
// CHECK:           await_1:;
// CHECK-NOT:           frame->{{[ab]}}
// CHECK:           await_2:;
// CHECK-NOT:           frame->{{[ab]}}
// CHECK:           await_3:;
// CHECK-LABEL: unchanged_resume(
// CHECK:           unchanged(self->a, self->b, self->c, self, 1)
async int unchanged(int a, _Bool b, int c)
{
    int escapes = a;
    await later(&escapes);
    if (b)
        await later(&a_global[c++]);
    await later(&escapes);
    return a + c;
}
