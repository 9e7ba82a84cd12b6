/* dump.c: async_dump_tasks, and the stacks in reports. */
#include "internal.h"

#include <stdio.h>

enum { STACK_DEPTH = 64 };

static void print_frame(FILE *to, const async_frame *frame, const async_await *at, int depth)
{
    const async_function *function = frame->async_function;
    fprintf(to, "%*s%s", 4 + 2 * depth, "", function->async_name);
    if (frame->async_flags & ASYNC_NAMED)
        fprintf(to, " '%s'", async_name(frame));
    unsigned line = task_line(frame);
    if (line && function->async_file)
        fprintf(to, " at %s:%u", function->async_file, line);
    if (at && at->async_leaf && function->async_name != at->async_leaf->async_name)
        fprintf(to, " in %s", at->async_leaf->async_name);
    if (frame->async_flags & ASYNC_CANCELLED)
        fputs(" (cancelled)", to);
    fputc('\n', to);
}

void dump_stack(FILE *to, const async_frame *frame, int depth)
{
    for (; frame; frame = frame->async_link) {
        const async_await *at = task_await(frame);
        if (depth == STACK_DEPTH) { /* a cycle of tasks that wait for each other has no end */
            fprintf(to, "    ...\n");
            return;
        }
        print_frame(to, frame, at, depth++);
        if (frame == async_thread.async_running || frame->async_flags & ASYNC_ACTIVE)
            return; /* its code is on the C stack */
        if (at && at->async_children) {
            async_frame *const *children = (async_frame *const *)(const void *)((const char *)frame + at->async_offset);
            for (uint32_t i = 0; i < at->async_children; i++)
                if (children[i] && !(children[i]->async_flags & ASYNC_DONE))
                    dump_stack(to, children[i], depth);
            return;
        }
        if (!at || at->async_leaf)
            return; /* link belongs to the leaf that wakes it */
    }
}

struct dump {
    FILE *to;
    bool any;
};

static void dump_root(async_frame *frame, void *context)
{
    struct dump *dump = context;
    unsigned flags = frame->async_flags;
    if (!(flags & ASYNC_ROOT) || flags & (ASYNC_DONE | ASYNC_NEW | ASYNC_CLAIMED))
        return; /* a claimed one is printed below the task that waits for it */
    dump->any = true;
    fprintf(dump->to, "  task\n");
    dump_stack(dump->to, frame, 0);
}

void dump_all(FILE *to)
{
    struct dump dump = {.to = to};
    pool_each(state_need(), dump_root, &dump);
    if (!dump.any)
        fputs("no tasks\n", to);
}

void async__dump_tasks(void *file)
{
    dump_all(file);
    fflush(file);
}
