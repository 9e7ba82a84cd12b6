/* report.c: all messages that the runtime prints on stderr. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

void report_unstarted(async_frame *head)
{
    for (async_frame *object = head->async_link; object != head; object = object->async_link) {
        if (object->async_flags & ASYNC_REPORTED)
            continue;
        object->async_flags |= ASYNC_REPORTED;
        fprintf(stderr, "asyncc: warning: coroutine %s was never awaited (%s:%d)\n", object->async_function->async_name,
                object->async_function->async_file, object->async_status);
    }
}

_Noreturn void report_misuse(const async_task *task, const char *what, const char *file, int line)
{
    fprintf(stderr, "asyncc: error: coroutine%s%s %s", task ? " " : "", task ? task->async_function->async_name : "",
            what);
    if (file)
        fprintf(stderr, " (%s:%d)", file, line);
    fputc('\n', stderr);
    abort();
}

_Noreturn void report_second_await(const async_function *function, int made, const char *file, int line)
{
    fputs("asyncc: error: coroutine", stderr);
    if (function)
        fprintf(stderr, " %s", function->async_name);
    if (function && made)
        fprintf(stderr, ", made at %s:%d,", function->async_file, made);
    fputs(" was already awaited", stderr);
    if (file)
        fprintf(stderr, " (%s:%d)", file, line);
    fputc('\n', stderr);
    abort();
}

enum { STACK_DEPTH = 64 };

/* Prints a frame, the frame that it waits for, and so on. */
static void print_stack(const async_frame *frame, int depth)
{
    for (; frame; frame = frame->async_link) {
        async_await at;
        bool started = task_await(frame, &at);
        if (depth == STACK_DEPTH) { /* a cycle of tasks that wait for each other has no end */
            fprintf(stderr, "    ...\n");
            return;
        }
        fprintf(stderr, "%*s%s", 4 + 2 * depth++, "", frame->async_function->async_name);
        if (at.async_line)
            fprintf(stderr, " at %s:%u", frame->async_function->async_file, (unsigned)at.async_line);
        if (at.async_leaf && frame->async_function->async_name != at.async_leaf->async_name)
            fprintf(stderr, " in %s", at.async_leaf->async_name);
        fputc('\n', stderr);
        if (at.async_children) {
            async_frame *const *children = (async_frame *const *)(const void *)((const char *)frame + at.async_offset);
            for (uint32_t i = 0; i < at.async_children; i++)
                if (children[i] && !(children[i]->async_flags & ASYNC_DONE))
                    print_stack(children[i], depth);
            return;
        }
        if (!started || at.async_leaf)
            return; /* link belongs to the leaf that wakes it */
    }
}

_Noreturn void report_deadlock(const async_frame *root)
{
    fprintf(stderr, "asyncc: error: deadlock: %s waits, and nothing is left to wake it\n",
            root->async_function->async_name);
    print_stack(root, 0);
    abort();
}
