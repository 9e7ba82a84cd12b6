// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// Each function carries a descriptor: its name, its file, the line of each await, from which a waiting task's stack is
// printed. A leaf has its kind of wait there, a gather the number of its children.
#include <asyncc.h>

async int later(int x);

// CHECK: static const async_await work_awaits[] = {
// CHECK-NEXT: {.async_line = [[@LINE+11]]},
// CHECK-NEXT: {.async_line = [[@LINE+13]], .async_leaf = &async_sleep__leaf},
// CHECK-NEXT: {.async_line = [[@LINE+13]], .async_children = 3, .async_offset = ASYNC_OFFSET(struct work_frame, g3)},
// CHECK-NEXT: };
// CHECK: static const async_function work_function = {
// CHECK: .async_name = "work",
// CHECK: .async_file = "{{.*}}descriptor.c",
// CHECK: .async_size = sizeof(struct work_frame),
// CHECK: .async_await_count = 3,
async int work(int n)
{
    int x = await later(n);
    x +=
        n;
    await async_sleep(1);
    await async_gather(later(1), later(2), x = later(3));
    return x;
}

// Where it only waits for callees, the lines are enough.
// CHECK: static const unsigned calls_lines[] = {[[@LINE+6]], [[@LINE+7]]};
// CHECK: .async_await_count = 2,
// CHECK-NEXT: .async_status_size = sizeof(int),
// CHECK-NEXT: .async_lines = calls_lines,
async int calls(int n)
{
    int x = await later(n);
    return x + await later(x);
}
