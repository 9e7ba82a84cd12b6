// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// A frame holds what is live, not what is declared; at each await only what is read later is saved.
#include <asyncc.h>
#include <stdio.h>

async int later(int x);

// CHECK-LABEL: struct work_frame {
// CHECK-NEXT:      async_frame frame;
// CHECK-NOT:       before
// CHECK-NOT:       behind
// CHECK-NOT:       unused
// CHECK:       };
// CHECK-LABEL: async_int work(
async int work(int param, int unused_behind)
{
    int before = param * 2;
    printf("%d %d\n", before, unused_behind);
    int across = param + 1, both = 2;
    // CHECK:       /* await later(1) */
    // CHECK-DAG:       frame->across = across;
    // CHECK-DAG:       frame->both = both;
    // CHECK-NOT:       frame->param = param;
    // CHECK-NOT:       frame->before = before;
    // CHECK:           return (async_int){.async_wait
    // CHECK:       await_1:
    // CHECK-DAG:       across = frame->across;
    // CHECK-DAG:       both = frame->both;
    // CHECK:           r1.async_value =
    int behind = await later(1);
    both += behind + across;
    // CHECK:       /* await later(2) */
    // CHECK-NOT:       frame->across = across;
    // CHECK:           frame->both = both;
    // CHECK-NOT:       frame->across = across;
    // CHECK:           return (async_int){.async_wait
    // CHECK:       await_2:
    // CHECK-NOT:       frame->across;
    // CHECK:           both = frame->both;
    await later(2);
    // CHECK:       /* await later(both) */
    // CHECK-NOT:       frame->{{[a-z]+}} = {{[a-z]+}};
    // CHECK:           return (async_int){.async_wait
    return await later(both);
}
// Assigned again before it is read: not live.
// CHECK-LABEL: struct dead_frame {
// CHECK-NOT:       x;
// CHECK:       };
async int dead(int x)
{
    x++;
    printf("%d\n", x);
    await later(1);
    x = 5;
    return x;
}
// A loop makes live what it reads in its next round.
// CHECK-LABEL: struct loop_frame {
// CHECK-DAG:       int n;
// CHECK-DAG:       int i;
// CHECK-NOT:       inner
// CHECK:       };
async void loop(int n)
{
    for (int i = 0; i < n; i++) {
        int inner = i * i;
        printf("%d\n", inner);
        await later(i);
    }
}
// CHECK-LABEL: async_int later_only(
// CHECK: /* await later(1) */
// CHECK-NOT: frame->x
// CHECK: /* await later(2) */
// CHECK: frame->x = x;
async int later_only(int n)
{
    await later(1);
    int x = n;
    await later(2);
    return x;
}
