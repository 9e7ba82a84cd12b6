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

void report_unjoined(const async_task *task)
{
    fprintf(stderr, "asyncc: warning: task %s has ended and was never joined (%s)\n", async_name(task),
            task->async_function->async_file ? task->async_function->async_file : "asyncc");
}

/* Ends a line with a place in the source, if that is known. */
static void print_place(const char *file, int line)
{
    if (file)
        fprintf(stderr, " (%s:%d)", file, line);
    fputc('\n', stderr);
}

_Noreturn void report_misuse(const async_task *task, const char *what, const char *file, int line)
{
    fprintf(stderr, "asyncc: error: coroutine%s%s %s", task ? " " : "", task ? task->async_function->async_name : "",
            what);
    print_place(file, line);
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
    print_place(file, line);
    abort();
}

_Noreturn void report_deadlock(async_frame *root)
{
    fprintf(stderr, "asyncc: error: deadlock: %s waits, and nothing is left to wake it\n",
            root ? root->async_function->async_name : "what is left at the end of the run");
    if (root)
        dump_stack(stderr, root, 0);
    dump_all(stderr, root);
    abort();
}

_Noreturn void report_outer(const async_frame *frame, const char *file, int line)
{
    fprintf(stderr,
            "asyncc: error: deadlock: %s waits for %s of an outer run, which stands still until this one has ended",
            async_this_thread.async_running->async_function->async_name, async_name(frame));
    print_place(file, line);
    dump_all(stderr, NULL);
    abort();
}

/* `before`: what stands in front of it. Returns what stands in front of the next one. */
static const char *report_count(const char *before, long count, const char *what)
{
    if (count)
        fprintf(stderr, "%s %ld %s%s", before, count, what, count == 1 ? "" : "s");
    return count ? "," : before;
}

void report_leak(const struct test_leak *leak)
{
    fprintf(stderr, "asyncc: error: %s: %s leaked", leak->test, leak->function);
    const char *before = report_count("", leak->frames, "frame");
    before = report_count(before, leak->tasks, "task");
    report_count(before, leak->descriptors, "descriptor");
    if (!leak->at)
        fprintf(stderr, " although nothing was %s\n", leak->faults ? "refused" : "cancelled");
    else if (leak->faults)
        fprintf(stderr, " when allocation or system call %u%s failed\n", leak->at,
                leak->lasting ? " and all later ones" : "");
    else
        fprintf(stderr, " when it was cancelled at wait %u\n", leak->at);
}

void report_leaked_frame(async_frame *frame, void *unused)
{
    (void)unused;
    fprintf(stderr, "  a frame of %s\n", frame->async_function->async_name);
}

_Noreturn void report_port(void)
{
    fputs("asyncc: error: async_set_port was called during a run\n", stderr);
    abort();
}

_Noreturn void report_endless(void)
{
    fputs("asyncc: error: main has ended, and these tasks have not, although they were cancelled "
          "(ASYNCC_EXIT_SECONDS is how long that may take)\n",
          stderr);
    dump_all(stderr, NULL);
    exit(1);
}
