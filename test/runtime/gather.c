// async int sum(void) { int a, b, c; await async_gather(a = worker(1, 2), b = worker(2, 1), c = 3); return a + b + c; }
// RUN: %gcc %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
#include <string.h>

#include "Inputs/hand.h"

struct sum_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_frame *children[3];
            int values[3];
        } at_1;
    } locals;
};

static async_frame *sum_resume(async_frame *);
static const async_await sum_awaits[] = {
    {.async_line = 1, .async_children = 3, .async_offset = ASYNC_OFFSET(struct sum_frame, locals.at_1.children)},
};
static const async_function sum_function = {
    .async_resume = sum_resume,
    .async_name = "sum",
    .async_file = "in.c",
    .async_size = sizeof(struct sum_frame),
    .async_await_count = 1,
    .async_awaits = sum_awaits,
};

// The third call never waits.
static async_int sum(double first, double second, struct sum_frame *frame)
{
    int values[3];
    if (frame) {
        if (async_gather_pending(&frame->frame))
            return (async_int){.async_wait = &frame->frame};
        memcpy(values, frame->locals.at_1.values, sizeof values);
        for (int i = 0; i < 3; i++)
            if (frame->locals.at_1.children[i])
                async_child(frame->locals.at_1.children[i], &values[i], sizeof values[i]);
        return (async_int){.async_value = values[0] + values[1] + values[2]};
    }
    async_int r1 = worker__async(1, first), r2 = worker__async(2, second), r3 = {.async_value = 3};
    async_frame *children[] = {r1.async_wait, r2.async_wait, r3.async_wait};
    if (!async_gather_waits(children, 3))
        return (async_int){.async_value = r1.async_value + r2.async_value + r3.async_value};
    frame = async_take(&sum_function);
    frame->locals.at_1.values[2] = r3.async_value;
    return (async_int){.async_wait = async_gather_suspend(&frame->frame, 1, frame->locals.at_1.children, children, 3)};
}

static async_frame *sum_resume(async_frame *frame)
{
    struct sum_frame *self = (struct sum_frame *)frame;
    async_int result = sum(0, 0, self);
    if (result.async_wait)
        return NULL;
    self->locals.value = result.async_value;
    return async_return(frame, &sum_function);
}

int main(void)
{
    woken = print_woken;
    run_enter();
    printf("sum %d\n", run(sum(2, 1, NULL)));
    // CHECK:      2 woke up at 1
    // CHECK-NEXT: 1 woke up at 2
    // CHECK-NEXT: sum 6

    // In a loop that is closed before they are done, with one child done and without: nothing is left.
    run_enter();
    spawn_frame(sum(100, 1, NULL).async_wait);
    spawn_frame(sum(100, 100, NULL).async_wait);
    run(worker__async(3, 50));
    // CHECK-NEXT: 2 woke up at 3
    // CHECK-NEXT: 3 woke up at 52
    // CHECK-NOT: {{.}}
    return 0;
}
