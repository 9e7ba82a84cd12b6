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
    {.line = 1, .children = 3, .offset = offsetof(struct sum_frame, locals.at_1.children)},
};
static const async_function sum_function = {
    .resume = sum_resume,
    .name = "sum",
    .file = "in.c",
    .size = sizeof(struct sum_frame),
    .await_count = 1,
    .awaits = sum_awaits,
};

// The third call never waits.
static async_int sum(double first, double second, struct sum_frame *frame)
{
    int values[3];
    if (frame) {
        if (async_gather_pending(&frame->frame))
            return (async_int){.wait = &frame->frame};
        memcpy(values, frame->locals.at_1.values, sizeof values);
        for (int i = 0; i < 3; i++)
            if (frame->locals.at_1.children[i])
                async_child(frame->locals.at_1.children[i], &values[i], sizeof values[i]);
        return (async_int){.value = values[0] + values[1] + values[2]};
    }
    async_int r1 = worker__async(1, first), r2 = worker__async(2, second), r3 = {.value = 3};
    async_frame *children[] = {r1.wait, r2.wait, r3.wait};
    if (!async_gather_waits(children, 3))
        return (async_int){.value = r1.value + r2.value + r3.value};
    frame = async_take(&sum_function);
    frame->locals.at_1.values[2] = r3.value;
    return (async_int){.wait = async_gather_suspend(&frame->frame, 1, frame->locals.at_1.children, children, 3)};
}

static async_frame *sum_resume(async_frame *frame)
{
    struct sum_frame *self = (struct sum_frame *)frame;
    async_int result = sum(0, 0, self);
    if (result.wait)
        return NULL;
    self->locals.value = result.value;
    return async_return(frame, &sum_function);
}

int main(void)
{
    woken = print_woken;
    async_run_enter();
    printf("sum %d\n", run(sum(2, 1, NULL)));
    // CHECK:      2 woke up at 1
    // CHECK-NEXT: 1 woke up at 2
    // CHECK-NEXT: sum 6

    // In a loop that is closed before they are done, with one child done and without: nothing is left.
    async_run_enter();
    async_spawned(sum(100, 1, NULL).wait, NULL, NULL, 0);
    async_spawned(sum(100, 100, NULL).wait, NULL, NULL, 0);
    run(worker__async(3, 50));
    // CHECK-NEXT: 2 woke up at 3
    // CHECK-NEXT: 3 woke up at 52
    // CHECK-NOT: {{.}}
    return 0;
}
