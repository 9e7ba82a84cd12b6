// A frame larger than the pool's classes comes from malloc; its value is still there for its awaiter.
// RUN: %gcc %s %lib -o %t && %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"

typedef struct large {
    int numbers[1000];
} large;
ASYNC_RESULT(async_large, large);

// async large wait(int n) { await async_sleep(0.001); large l = {{n}}; return l; }
struct wait_frame {
    async_frame frame;
    union {
        large value;
        struct {
            async_timer timer;
            int n;
        } at_1;
    } locals;
};
static async_frame *wait_resume(async_frame *);
static const async_await wait_awaits[] = {{.async_line = 1, .async_leaf = &async_sleep__leaf}};
static const async_function wait_function = {
    .async_resume = wait_resume,
    .async_name = "wait",
    .async_file = "in.c",
    .async_size = sizeof(struct wait_frame),
    .async_await_count = 1,
    .async_awaits = wait_awaits,
};
static async_large wait__async(int n)
{
    struct wait_frame *frame = async_take(&wait_function);
    async_sleep__wait(&frame->frame, 0.001);
    frame->locals.at_1.n = n;
    return (async_large){.async_wait = async_wait(&frame->frame, 1)};
}
static async_frame *wait_resume(async_frame *frame)
{
    struct wait_frame *self = (struct wait_frame *)frame;
    int n = self->locals.at_1.n;
    self->locals.value = (large){{n}};
    return async_return(frame, &wait_function);
}

// async int twice(void) { return (await wait(1)).numbers[0] + (await wait(2)).numbers[0]; }
struct twice_frame {
    async_frame frame;
    int value;
};
static async_frame *twice_resume(async_frame *);
static const async_await twice_awaits[] = {{.async_line = 2}, {.async_line = 2}};
static const async_function twice_function = {
    .async_resume = twice_resume,
    .async_name = "twice",
    .async_file = "in.c",
    .async_size = sizeof(struct twice_frame),
    .async_await_count = 2,
    .async_awaits = twice_awaits,
};
static async_int twice__async(void)
{
    async_frame *frame = async_take(&twice_function);
    return (async_int){.async_wait = async_suspend(frame, 1, wait__async(1).async_wait)};
}
static async_frame *twice_resume(async_frame *frame)
{
    struct twice_frame *self = (struct twice_frame *)frame;
    async_large r;
    async_result(frame, &r.async_value, sizeof r.async_value);
    if (frame->async_state == 1) {
        self->value = r.async_value.numbers[0];
        async_suspend(frame, 2, wait__async(2).async_wait);
        return NULL;
    }
    self->value += r.async_value.numbers[0];
    return async_return(frame, &twice_function);
}

int main(void)
{
    run_enter();
    printf("%d\n", run(twice__async()));
    // CHECK: 3
    return 0;
}
