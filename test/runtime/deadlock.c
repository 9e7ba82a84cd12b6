// When nothing is left to run and nothing sleeps, the loop says who waits for what.
// RUN: %gcc %s %lib -o %t
// RUN: not --crash %t 1 2>&1 | FileCheck %s --check-prefix=LEAF --match-full-lines --strict-whitespace
// RUN: not --crash %t 2 2>&1 | FileCheck %s --check-prefix=RING --match-full-lines --strict-whitespace
#include "Inputs/hand.h"

// async void forgotten(void): waits for something that never happens.
static async_frame *forgotten_resume(async_frame *frame)
{
    return frame;
}
static const async_leaf event_leaf = {.async_name = "event"};
static const async_await forgotten_awaits[] = {{.async_line = 7, .async_leaf = &event_leaf}};
static const async_function forgotten_function = {
    .async_resume = forgotten_resume,
    .async_name = "forgotten",
    .async_file = "in.c",
    .async_size = sizeof(async_frame),
    .async_await_count = 1,
    .async_awaits = forgotten_awaits,
};
static async_frame *forgotten__async(void)
{
    return async_wait(async_take(&forgotten_function), 1);
}

// async int both(void) { await async_gather(forgotten(), worker(1, 0), forgotten()); }
struct both_frame {
    async_frame frame;
    async_frame *children[3];
};
static async_frame *both_resume(async_frame *frame)
{
    if (async_gather_pending(frame))
        return NULL;
    return frame;
}
static const async_await both_awaits[] = {
    {.async_line = 30},
    {.async_line = 31, .async_children = 3, .async_offset = ASYNC_OFFSET(struct both_frame, children)},
};
static const async_function both_function = {
    .async_resume = both_resume,
    .async_name = "both",
    .async_file = "in.c",
    .async_size = sizeof(struct both_frame),
    .async_await_count = 2,
    .async_awaits = both_awaits,
};
static async_frame *both__async(void)
{
    async_frame *children[3] = {forgotten__async(), worker__async(1, 0).async_wait, forgotten__async()};
    struct both_frame *frame = async_take(&both_function);
    return async_gather_suspend(&frame->frame, 2, frame->children, children, 3);
}

int main(int argc, char **argv)
{
    int value;
    run_enter();
    if (argc > 1 && argv[1][0] == '1') {
        async_task *task = spawn_frame(both__async());
        async_run_until(&run_steps[0], async_join__async(task).async_wait, &value, sizeof value);
    } else { // two tasks that wait for each other
        async_task *left = spawn_frame(async_take(&both_function));
        async_task *right = spawn_frame(async_take(&both_function));
        async_suspend(left, 1, right);
        async_suspend(right, 1, left);
        async_run_until(&run_steps[0], left, &value, sizeof value);
    }
    return 0;
}
//      LEAF:asyncc: error: deadlock: async_join waits, and nothing is left to wake it
// LEAF-NEXT:    async_join
// LEAF-NEXT:      both at in.c:31
// LEAF-NEXT:        forgotten at in.c:7 in event
// LEAF-NEXT:        forgotten at in.c:7 in event

//      RING:asyncc: error: deadlock: both waits, and nothing is left to wake it
// RING-NEXT:    both at in.c:30
// RING-NEXT:      both at in.c:30
// RING-NEXT:        both at in.c:30
//      RING:    ...
