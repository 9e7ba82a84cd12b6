// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// A local whose address escapes lives in the frame from the start, if an await stands in its scope; others do not.
#include <asyncc.h>

async int later(int *p);
void keep(int *p);

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
