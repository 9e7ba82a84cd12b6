// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// A small body is compiled for each of its two entries; a larger one once, and takes its frame by a call. noinline is
// an attribute of the entry; then the first wait is made by a function of its own.
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
// CHECK-LABEL: static async_frame *small_resume(
// CHECK:           async_int result = small(self->a, self);
// CHECK:           return async_return_fast(frame, &small_function);
async int small(int a)
{
    for (int i = 0; i < a; i++)
        await later(i);
    return 0;
}

// CHECK-LABEL: ASYNC_COLD __attribute__((__noinline__)) async_int apart_wait_1(async_frame *wait, int a, int i)
// CHECK:           struct apart_frame *frame = async_take(&apart_function);
// CHECK-NEXT:      frame->a = a;
// CHECK-NEXT:      frame->i = i;
// CHECK-NEXT:      return (async_int){.async_wait = async_suspend(&frame->frame, 1, wait)};
// CHECK-LABEL: ASYNC_COLD __attribute__((__noinline__)) async_int apart_wait_2(int a)
// CHECK:           frame->a = a;
// CHECK-NEXT:      async_yield__wait(&frame->frame);
// CHECK-NEXT:      return (async_int){.async_wait = async_wait(&frame->frame, 2)};
// CHECK-LABEL: ASYNC_BODY async_int apart(int a, struct apart_frame *frame)
// CHECK:           for (int i = 0; i < a; i++)
// CHECK:               if (!frame)
// CHECK-NEXT:              return apart_wait_1(r1.async_wait, a, i);
// CHECK-NEXT:          frame->i = i;
// CHECK-NEXT:          return (async_int){.async_wait = async_suspend(&frame->frame, 1, r1.async_wait)};
// CHECK-NEXT:      await_1:
// CHECK:           if (!frame)
// CHECK-NEXT:          return apart_wait_2(a);
// CHECK-NEXT:      async_yield__wait(&frame->frame);
// CHECK-LABEL: static __attribute__((__noinline__)) async_frame *apart_resume(
// CHECK:           async_int result = apart(self->a, self);
// CHECK:       {{^}}__attribute__((__noinline__)) async_int apart__async(int a)
__attribute__((noinline)) async int apart(int a)
{
    for (int i = 0; i < a; i++)
        await later(i);
    await async_yield();
    return a;
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

// It takes its frame at its start, and is resumed by the loop alone.
// CHECK-LABEL: ASYNC_BODY async_frame *forward(async_queue *from, async_queue *to, struct forward_frame *frame, int resumed)
// CHECK:           async_queue_get__try(from, &frame->item)
// CHECK-LABEL: static async_frame *forward_resume(
// CHECK:           if (forward(self->from, self->to, self, 1))
// CHECK:           return async_return_fast(frame, &forward_function);
async void forward(async_queue *from, async_queue *to)
{
    int item;
    while (await async_queue_get(from, &item) == 0)
        await async_queue_put(to, &item);
}

// It also waits for callees.
// CHECK-LABEL: ASYNC_BODY_ONCE async_frame *forward_later(
async void forward_later(async_queue *from)
{
    int item;
    while (await async_queue_get(from, &item) == 0)
        await later(item);
}
