/* report.c: everything that the runtime says on stderr. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

void report_unstarted(async_frame *head)
{
    for (async_frame *object = head->link; object != head; object = object->link) {
        if (object->flags & ASYNC_REPORTED)
            continue;
        object->flags |= ASYNC_REPORTED;
        fprintf(stderr, "asyncc: warning: coroutine %s was never awaited (%s:%d)\n", object->function->name,
                object->function->file, object->status);
    }
}

_Noreturn void report_misuse(const async_task *task, const char *what, const char *file, int line)
{
    fprintf(stderr, "asyncc: error: coroutine%s%s %s", task ? " " : "", task ? task->function->name : "", what);
    if (file)
        fprintf(stderr, " (%s:%d)", file, line);
    fputc('\n', stderr);
    abort();
}

_Noreturn void report_second_await(const async_function *function, int made, const char *file, int line)
{
    fputs("asyncc: error: coroutine", stderr);
    if (function)
        fprintf(stderr, " %s", function->name);
    if (function && made)
        fprintf(stderr, ", made at %s:%d,", function->file, made);
    fputs(" was already awaited", stderr);
    if (file)
        fprintf(stderr, " (%s:%d)", file, line);
    fputc('\n', stderr);
    abort();
}

enum { STACK_DEPTH = 64 };

/* A frame, what it waits for, what that waits for, … */
static void print_stack(const async_frame *frame, int depth)
{
    for (; frame; frame = frame->link) {
        const async_await *at = task_await(frame);
        if (depth == STACK_DEPTH) { /* a ring of tasks that wait for each other has no end */
            fprintf(stderr, "    ...\n");
            return;
        }
        fprintf(stderr, "%*s%s", 4 + 2 * depth++, "", frame->function->name);
        if (at && at->line)
            fprintf(stderr, " at %s:%u", frame->function->file, (unsigned)at->line);
        if (at && at->leaf && frame->function->name != at->leaf->name)
            fprintf(stderr, " in %s", at->leaf->name);
        fputc('\n', stderr);
        if (at && at->children) {
            async_frame *const *children = (async_frame *const *)(const void *)((const char *)frame + at->offset);
            for (uint32_t i = 0; i < at->children; i++)
                if (children[i] && !(children[i]->flags & ASYNC_DONE))
                    print_stack(children[i], depth);
            return;
        }
        if (!at || at->leaf)
            return; /* link belongs to whoever wakes it */
    }
}

_Noreturn void report_deadlock(const async_frame *root)
{
    fprintf(stderr, "asyncc: error: deadlock: %s waits, and nothing is left to wake it\n", root->function->name);
    print_stack(root, 0);
    abort();
}
