/* dump.c: async_dump_tasks, and the stacks in reports. */
#include "internal.h"

#include <stdio.h>

enum { STACK_DEPTH = 64 };

/* `since`: when its task's last step began; UINT64_MAX: not known. */
static void print_frame(FILE *to, const async_frame *frame, const async_await *at, int depth, uint64_t since)
{
    const async_function *function = frame->async_function;
    fprintf(to, "%*s%s", 4 + 2 * depth, "", function->async_name);
    if (name_given(frame))
        fprintf(to, " '%s'", name_given(frame));
    unsigned line = task_line(frame);
    if (line && function->async_file)
        fprintf(to, " at %s:%u", function->async_file, line);
    if (at && at->async_leaf && function->async_name != at->async_leaf->async_name)
        fprintf(to, " in %s", at->async_leaf->async_name);
    if (at && at->async_leaf && at->async_leaf->async_descriptor)
        fprintf(to, " (descriptor %d)", at->async_leaf->async_descriptor(frame));
    if (frame->async_flags & ASYNC_CANCELLED)
        fputs(" (cancelled)", to);
    if (since != UINT64_MAX)
        fprintf(to, ", for %.6g s", (double)(loop_now(async_this_thread.async_state) - since) / 1e9);
    fputc('\n', to);
}

struct stack {
    FILE *to;
    int depth;
};

static void dump_callee(async_frame *callee, void *context)
{
    const struct stack *above = context;
    if (!(callee->async_flags & ASYNC_DONE))
        dump_stack(above->to, callee, above->depth + 1);
}

/* True for the frame of a coroutine object that waits for its call, unless it has a name of its own. */
static bool is_object(const async_frame *frame)
{
    const async_function *function = frame->async_function;
    return task_await(frame) && !function->async_awaits && !function->async_lines && frame->async_link &&
           !(frame->async_flags & ASYNC_ACTIVE) && !name_given(frame) && frame != async_this_thread.async_running;
}

void dump_stack(FILE *to, async_frame *frame, int depth)
{
    if (depth == STACK_DEPTH) { /* a cycle of tasks that wait for each other has no end */
        fprintf(to, "    ...\n");
        return;
    }
    uint64_t since = name_since(frame);
    while (is_object(frame)) /* its call says more */
        frame = frame->async_link;
    print_frame(to, frame, task_await(frame), depth, since);
    if (frame != async_this_thread.async_running &&
        !(frame->async_flags & ASYNC_ACTIVE)) /* else it is on the C stack */
        each_callee(frame, dump_callee, &(struct stack){to, depth});
}

struct dump {
    FILE *to;
    const async_frame *root;
    bool any;
};

/* A claimed task is printed below the one that waits for it. */
static void dump_root(async_frame *frame, void *context)
{
    struct dump *dump = context;
    unsigned flags = frame->async_flags;
    if (!(flags & ASYNC_ROOT) || flags & (ASYNC_DONE | ASYNC_NEW) || frame == dump->root)
        return;
    if (flags & ASYNC_CLAIMED && !group_child_is_alone(frame))
        return;
    dump->any = true;
    fprintf(dump->to, "  task\n");
    dump_stack(dump->to, frame, 0);
}

void dump_all(FILE *to, const async_frame *root)
{
    struct dump dump = {.to = to, .root = root};
    pool_each(state_need(), dump_root, &dump);
    if (!dump.any && !root)
        fputs("no tasks\n", to);
}

void async__dump_tasks(void *file)
{
    dump_all(file, NULL);
    fflush(file);
}
