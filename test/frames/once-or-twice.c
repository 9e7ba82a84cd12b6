// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// A small body is compiled for each of its two entries; a larger one once, and takes its frame by a call. noinline is
// an attribute of the entry.
#include <asyncc.h>

async int later(int x);

// CHECK-LABEL: ASYNC_BODY async_int small(int a, struct small_frame *frame)
// CHECK:           for (int i = 0; i < a; i++)
// CHECK:               if (!frame) {
// CHECK-NEXT:              frame = async_take(&small_function);
// CHECK-NEXT:              frame->a = a;
// CHECK-NEXT:          }
// CHECK:           await_1:
// CHECK-NEXT:          i = frame->i;
// CHECK-LABEL: static __attribute__((__noinline__)) async_frame *small_resume(
// CHECK:           async_int result = small(self->a, self);
// CHECK:           return async_return_fast(frame, &small_function);
// CHECK:       {{^}}__attribute__((__noinline__)) async_int small__async(int a)
__attribute__((noinline)) async int small(int a)
{
    for (int i = 0; i < a; i++)
        await later(i);
    return 0;
}

// CHECK-LABEL: ASYNC_BODY_ONCE async_int large(int a, int b, struct large_frame *frame)
// CHECK:           if (async_waits(r1.async_wait)) {
// CHECK-NEXT:          frame = async_park_for(frame, &large_function, 1, r1.async_wait);
// CHECK-NEXT:          frame->a = a;
// CHECK-NEXT:          return (async_int){.async_wait = &frame->frame};
// CHECK:           frame = async_park(frame, &large_function, 2);
// CHECK-NEXT:      async_yield__wait(&frame->frame);
// After a wait on the loop there is a frame.
// CHECK:           async_int r3 = later__async(3);
// CHECK-NEXT:      if (async_waits(r3.async_wait)) {
// CHECK-NEXT:          frame->sum = sum;
// CHECK-NEXT:          return (async_int){.async_wait = async_suspend(&frame->frame, 3, r3.async_wait)};
// CHECK-LABEL: large_resume(
// CHECK:           async_int result = large(self->a, 1, self);
// CHECK:           return async_return(frame, &large_function);
async int large(int a, int b)
{
    int sum = await later(b);
    await async_yield();
    sum += a;
    sum += await later(3);
    sum += await later(4);
    sum += await later(5);
    return sum;
}
