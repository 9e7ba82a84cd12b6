/* run.c: async_run: enter, run, leave. */
#include "internal.h"
#include "port.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* True in the run of `async int main`, and not in one inside of it. */
static bool runs_main(const struct async_state *state)
{
    return state->is_main && state->depth == 1;
}

void async_main_enter(async_step *step, const char *name)
{
    struct async_state *state = state_need();
    state->is_main = state->depth == 0;
    async_run_enter(step, name);
}

void async_run_enter(async_step *step, const char *name)
{
    struct async_state *state = state_need();
    if (state->is_foreign)
        foreign_end(state);
    if (state->depth++ == 0) {
        signals_begin(state, state->is_main);
        if (state->inbox.handle)
            handle_open(&state->inbox);
    } else {
        struct loop *loop = state->spare;
        if (loop) {
            state->spare = loop->outer;
        } else {
            loop = memory_need(state, sizeof *loop);
            if (!loop)
                pool_exhausted("the event loop", sizeof *loop);
            loop_init(loop);
        }
        state->loop->ready = async_this_thread.async_ready;
        state->loop->ready_end =
            async_this_thread.async_ready ? async_this_thread.async_ready_end : &state->loop->ready;
        loop->outer = state->loop;
        state->loop = loop;
        async_this_thread.async_ready = NULL;
        async_this_thread.async_ready_end = &async_this_thread.async_ready;
        state_set_special(state);
    } /* the first loop: frames that were started outside of any run are already in its queues */
    step->async_own = (async_function){.async_name = name};
    step_enter(step, &step->async_own);
    if (state->records)
        name_record(&step->async_self);
}

/* Runs the loop until this has ended. */
static void run_root(async_step *step, async_frame *root)
{
    struct async_state *state = async_this_thread.async_state;
    struct loop *loop = state->loop;
    if (!(root->async_flags & ASYNC_ROOT)) { /* otherwise a task that is claimed */
        root->async_flags |= ASYNC_TASK | ASYNC_ROOT;
        root->async_parent = &loop->base;
        loop->started++;
    }
    if (runs_main(state))
        state->main = root;
    if (step->async_self.async_flags & ASYNC_NAMED)
        name_move(&step->async_self, root);
    if (step->async_self.async_flags & ASYNC_CANCELLED)
        mark(root);
    if (state->test)
        test_root(state, root);
    loop_run(state, loop, root);
    if (state->test)
        test_root(state, NULL);
    state->done_tasks -= !(root->async_flags & ASYNC_CLAIMED);
    if (root == state->main)
        state->main = NULL;
}

void async_run_until(async_step *step, async_frame *root, void *value, size_t size)
{
    run_root(step, root);
    if (size)
        memcpy(value, root + 1, size);
    task_release(root);
}

int async_run_task(async_task *task, const char *file, int line)
{
    async_step step;
    if (!task)
        return -ENOMEM;
    async_run_enter(&step, "a task");
    if (async_pending(async_claim_task(task, file, line)))
        run_root(&step, task);
    int status = async_joined(task);
    async_run_leave(&step);
    return status;
}

/* Marks the tasks of a loop in one step, before any of them runs. */
static void mark_left(async_frame *frame, void *context)
{
    struct loop *loop = context;
    bool runs = frame->async_flags & ASYNC_ROOT && !(frame->async_flags & (ASYNC_DONE | ASYNC_NEW));
    if (runs && loop_of(async_this_thread.async_state, frame) == loop)
        mark(frame);
}

static void report_left(async_frame *frame, void *context)
{
    unsigned wanted = ASYNC_ROOT | ASYNC_DONE, flags = frame->async_flags;
    if ((flags & wanted) == wanted && !(flags & (ASYNC_REPORTED | ASYNC_CLAIMED)) &&
        frame->async_parent == &((struct loop *)context)->base) {
        frame->async_flags |= ASYNC_REPORTED;
        report_unjoined(frame);
    }
}

/* How long the end of main waits for what it has cancelled. */
static uint64_t exit_nanoseconds(void)
{
    const char *asked = port_setting("ASYNCC_EXIT_SECONDS");
    char *end = NULL;
    double seconds = asked ? strtod(asked, &end) : 0;
    uint64_t most = UINT64_MAX / 4;
    if (!asked || end == asked || !(seconds >= 0))
        seconds = 10;
    return seconds < (double)most / 1e9 ? (uint64_t)(seconds * 1e9) : most;
}

void loop_cancel(struct async_state *state, struct loop *loop)
{
    loop->ending = true;
    pool_each(state, mark_left, loop);
}

/* Cancels what is left, and waits for it. */
static void cancel_left(struct async_state *state, struct loop *loop)
{
    if (loop->started == loop->ended)
        return;
    if (runs_main(state))
        state->exit_at = clock_now(state) + exit_nanoseconds();
    loop_cancel(state, loop);
    loop_run(state, loop, NULL);
    loop->ending = false;
    state->exit_at = 0;
}

void loop_refuse_posts(struct async_state *state, struct loop *loop)
{
    inbox_open(&state->inbox); /* also finds out whether this is the child of a fork */
    state->closing = true;
    handle_close(state->inbox.handle);
    loop->ending = true; /* for tasks that the calls start */
    inbox_empty(state);
    loop->ending = false;
}

/* The end of a run. */
static void loop_end(struct async_state *state, struct loop *loop)
{
    cancel_left(state, loop);
    if (state->depth == 1 && state->inbox.handle) {
        loop_refuse_posts(state, loop);
        cancel_left(state, loop);
        state->closing = state->is_known = false;
    }
    loop_report(state, loop);
}

void loop_report(struct async_state *state, struct loop *loop)
{
    if (state->done_tasks)
        pool_each(state, report_left, loop);
    report_unstarted(&loop->unstarted);
    /* Someone may still hold and await them, so they live until the thread ends. */
    while (loop->unstarted.async_link != &loop->unstarted) {
        async_frame *object = loop->unstarted.async_link;
        ring_remove(object);
        ring_add(&state->unstarted, object);
    }
}

void async_run_leave(async_step *step)
{
    struct async_state *state = async_this_thread.async_state;
    struct loop *loop = state->loop;

    loop_end(state, loop);
    if (runs_main(state)) {
        signals_end(state);
        state->is_main = false;
    }
    step_end(step);
    if (step->async_self.async_flags & ASYNC_NAMED)
        name_forget(&step->async_self);
    if (--state->depth > 0) {
        loop_sort_out(state, loop); /* what is ready belongs to outer loops */
        state->loop = loop->outer;
        async_this_thread.async_ready = state->loop->ready;
        async_this_thread.async_ready_end =
            state->loop->ready ? state->loop->ready_end : &async_this_thread.async_ready;
        loop->outer = state->spare;
        state->spare = loop;
        state_set_special(state);
    }
    pool_trim(state);
    if (state->is_foreign && !state->stepping && state->depth == (state->foreign != NULL))
        foreign_begin(state);
}
