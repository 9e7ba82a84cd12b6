// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// The fast path of an await is a call and a test: no frame before it, nothing stored, nothing loaded.
#include <asyncc.h>

async int later(int x);

// CHECK-LABEL: async_int work(int a, int b, struct work_frame *frame)
// CHECK-NEXT: {
// CHECK-NEXT:     if (frame)
// CHECK-NEXT:         goto await_1;
// CHECK-NOT: async_take
// CHECK-NOT: frame->
// CHECK:          int sum = a + b;
// CHECK-NOT: async_take
// CHECK-NOT: frame->
// CHECK:          async_int r1 = later__async(a);
// CHECK-NEXT:     if (async_waits(r1.async_wait)) {
// CHECK-NEXT:         frame = async_take(&work_function);
// CHECK-NEXT:         frame->sum = sum;
// CHECK-NEXT:         return (async_int){.async_wait = async_suspend(&frame->frame, 1, r1.async_wait)};
// CHECK-NEXT:     await_1:
// CHECK-NEXT:         sum = frame->sum;
// CHECK-NEXT:         r1.async_value = {{.*}}(frame->frame.async_link);
// CHECK-NEXT:     }
// CHECK-NOT: frame
// CHECK:          return (async_int){.async_value = sum + x};
async int work(int a, int b)
{
    int sum = a + b;
    int x = await later(a);
    return sum + x;
}
// CHECK-LABEL: static async_frame *work_resume(
// A call from outside has no frame to give.
// CHECK:       async_int work__async(int a, int b){{$}}
// CHECK-NEXT:  {
// CHECK-NEXT:      return work(a, b, 0);
