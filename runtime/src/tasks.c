/* tasks.c: tasks: started, awaited, detached.
 *
 * A task is just the frame of the spawned function, marked ASYNC_TASK and ASYNC_ROOT. The holder of the handle owns it
 * until it is awaited or joined (then its awaiter frees it) or detached (it frees itself). Until somebody waits for it,
 * its continuation is the base of its loop, so that each frame leads to its loop.
 */
#include "internal.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* --- steps --- */

void step_begin(async_step *step, async_frame *callee)
{
    step->async_outer = async_this_thread.async_running;
    step->async_outer->async_flags |= ASYNC_ACTIVE;
    step->async_outer->async_link = callee;
    async_this_thread.async_running = &step->async_self;
}

void step_end(async_step *step)
{
    step->async_outer->async_flags &= (uint16_t)~ASYNC_ACTIVE;
    async_this_thread.async_running = step->async_outer;
    if (ASYNC_UNLIKELY(step->async_outer == async_this_thread.async_outside))
        async_tell(); /* what was started may be ready */
}

void step_enter(async_step *step, const async_function *function)
{
    struct loop *loop = async_this_thread.async_state->loop;
    async_frame *self = &step->async_self;
    self->async_function = function;
    self->async_parent = &loop->base;
    self->async_link = NULL;
    self->async_state = 0;
    self->async_flags = loop->ending ? ASYNC_ROOT | ASYNC_CANCELLED : ASYNC_ROOT;
    self->async_status = 0;
    step_begin(step, NULL);
}

/* The same where more has to be found out. */
APART static int step_enter_slow(async_step *step, const async_function *function)
{
    struct async_state *state = state_get();
    if (!state || memory_refused() || pool_refuses(state))
        return 0;
    step_enter(step, function);
    if (state->records)
        name_record(&step->async_self);
    return 1;
}

int async_step_enter(async_step *step, const async_function *function)
{
    const struct async_state *state = async_this_thread.async_state;
    if (ASYNC_UNLIKELY(!state || state->is_short || state->test || state->records))
        return step_enter_slow(step, function);
    step_enter(step, function);
    return 1;
}

/* Nothing continues when a call ends that its awaiter has only just started. */
static async_frame *started_resume(async_frame *frame)
{
    (void)frame;
    return NULL;
}

static const async_function started_function = {.async_resume = started_resume, .async_name = "await"};

async_frame *task_self(void)
{
    return task_around(async_this_thread.async_running);
}

async_frame *task_around(async_frame *frame)
{
    while (frame && !(frame->async_flags & ASYNC_ROOT))
        frame = frame->async_parent;
    return frame;
}

/* --- awaits --- */

/* What is known of an await for a callee, beside its line. */
static const async_await await_call;

const async_await *task_await(const async_frame *frame)
{
    const async_function *function = frame->async_function;
    if (!frame->async_state || frame->async_state > function->async_await_count)
        return NULL;
    return function->async_awaits ? &function->async_awaits[frame->async_state - 1] : &await_call;
}

unsigned task_line(const async_frame *frame)
{
    const async_await *at = task_await(frame);
    const async_function *function = frame->async_function;
    if (!at)
        return 0;
    return function->async_awaits || !function->async_lines ? at->async_line
                                                            : function->async_lines[frame->async_state - 1];
}

/* --- frames with a status only --- */

static const async_function status_function = {.async_size = sizeof(struct status_frame)}; /* all have this size */

async_frame *status_resume(async_frame *frame)
{
    ((struct status_frame *)frame)->value = frame->async_status;
    return async_return_fast(frame, &status_function);
}

/* --- spawn --- */

/* The frame of a task that has ended in its first step; it has this value. NULL without memory. */
static async_frame *new_done(const async_function *function, const void *value, size_t size)
{
    struct async_state *state = async_this_thread.async_state;
    async_frame *task = pool_try(function, true);
    if (!task)
        return NULL;
    task->async_flags = ASYNC_DONE;
    if (size)
        memcpy(task + 1, value, size);
    state->done_tasks++;
    state->loop->ended++;
    return task;
}

/* Begins the life of a task that was started with this step. */
static inline void adopt(async_frame *task)
{
    struct loop *loop = async_this_thread.async_state->loop;
    loop->started++;
    task->async_flags |= ASYNC_TASK | ASYNC_ROOT;
    task->async_parent = &loop->base;
}

/* The same for one that has ended, or that has got a name or a mark. */
APART static async_task *spawned_slow(const async_frame *self, async_frame *wait, const void *value, size_t size)
{
    if (!wait && !(wait = new_done(self->async_function, value, size)))
        return NULL;
    adopt(wait);
    if (self->async_flags & (ASYNC_NAMED | ASYNC_CANCELLED)) {
        if (self->async_flags & ASYNC_NAMED)
            name_move(self, wait);
        if (self->async_flags & ASYNC_CANCELLED)
            mark(wait); /* it was cancelled in its first step, or its loop is ending */
    }
    return wait;
}

async_task *async_spawned(async_step *step, async_frame *wait, const void *value, size_t size)
{
    step_end(step);
    if (ASYNC_UNLIKELY(!wait || step->async_self.async_flags & (ASYNC_NAMED | ASYNC_CANCELLED)))
        return spawned_slow(&step->async_self, wait, value, size);
    adopt(wait);
    return wait;
}

void async_step_begin(async_step *step, const async_function *function)
{
    struct async_state *state = state_need();
    step_enter(step, function);
    if (state->records)
        name_record(&step->async_self);
}

async_task *async_object_started(async_step *step, async_frame *wait, const void *value, size_t size)
{
    async_task *object = async_spawned(step, wait, value, size);
    if (!object)
        pool_exhausted(step->async_self.async_function->async_name, step->async_self.async_function->async_size);
    return object;
}

/* --- await, detach, the end of a task --- */

/* Runs the first step of an object. `around`: the frame above it. */
static inline void run_first(async_task *task, async_frame *parent, bool below, async_frame *around)
{
    async_step step; /* not all of it is needed */
    async_frame *self = &step.async_self;
    self->async_function = &started_function;
    self->async_parent = around;
    self->async_state = self->async_flags = 0;
    self->async_link = NULL;
    self->async_status = 0;
    ring_remove(task);
    task->async_parent = parent ? parent : self;
    if (task->async_flags & ASYNC_ROOT && async_this_thread.async_state->records)
        name_record(task);
    step_begin(&step, below ? task : NULL);
    task_resume(task);
    step_end(&step);
    if (!parent)
        task->async_parent = around; /* until its awaiter waits for it, so that it leads to its loop */
}

void task_begin(async_task *call, bool marked, bool below)
{
    call->async_status = 0;
    call->async_flags = marked ? ASYNC_TASK | ASYNC_CLAIMED | ASYNC_CANCELLED : ASYNC_TASK | ASYNC_CLAIMED;
    run_first(call, NULL, below, async_this_thread.async_running);
}

void task_begin_child(async_task *call, async_frame *owner, size_t place, bool marked)
{
    struct loop *loop = async_this_thread.async_state->loop;
    call->async_status = (int32_t)place;
    owner->async_parent = &loop->base;
    call->async_flags = ASYNC_TASK | ASYNC_CLAIMED | ASYNC_ROOT;
    if (marked || loop->ending)
        call->async_flags |= ASYNC_CANCELLED;
    loop->started++;
    run_first(call, NULL, false, owner);
    call->async_parent = owner;
}

void task_begin_for(async_task *call, async_frame *consumer)
{
    bool marked = consumer->async_flags & ASYNC_CANCELLED;
    call->async_status = 0;
    call->async_flags = marked ? ASYNC_TASK | ASYNC_CLAIMED | ASYNC_CANCELLED : ASYNC_TASK | ASYNC_CLAIMED;
    run_first(call, NULL, true, consumer);
    call->async_parent = consumer;
}

/* Starts an object: a task (`root`), or a call of the function that awaits it. */
static void start(async_task *task, bool root)
{
    struct async_state *state = async_this_thread.async_state;
    task->async_status = 0;
    task->async_flags &= ASYNC_CANCELLED | ASYNC_NAMED;
    task->async_flags |= ASYNC_TASK;
    if (root) {
        task->async_flags |= ASYNC_ROOT;
        state->loop->started++;
        if (state->loop->ending)
            task->async_flags |= ASYNC_CANCELLED;
    }
    run_first(task, root ? &state->loop->base : NULL, !root, async_this_thread.async_running);
}

void task_start(async_task *task)
{
    start(task, true);
}

async_task *async_started(async_task *object)
{
    if (object)
        task_start(object);
    return object;
}

void await_begins(const async_frame *frame, const char *file, int line)
{
    struct async_state *state = async_this_thread.async_state;
    if (state->depth > 1 && loop_of(state, frame) != state->loop)
        report_outer(frame, file, line);
}

void task_claim(async_task *task, bool root, const char *file, int line)
{
    if (task->async_flags & ASYNC_DISCARD)
        report_misuse(task, "was detached", file, line);
    if (task->async_flags & ASYNC_CLAIMED)
        report_misuse(task, "was already awaited", file, line);
    if (!(task->async_flags & (ASYNC_DONE | ASYNC_NEW))) /* a new one begins in this run */
        await_begins(task, file, line);
    if (async_marked())
        mark(task);
    if (task->async_flags & ASYNC_NEW) {
        start(task, root);
        if (async_marked())
            mark(task); /* its first step has cancelled its awaiter */
    }
    task->async_flags |= ASYNC_CLAIMED;
    if ((task->async_flags & (ASYNC_DONE | ASYNC_ROOT)) == (ASYNC_DONE | ASYNC_ROOT))
        async_this_thread.async_state->done_tasks--;
    if (task->async_flags & ASYNC_DONE && task->async_flags & ASYNC_NAMED)
        name_forget(task); /* whoever frees it may do so by the inline functions */
}

async_task *async_claim_task(async_task *task, const char *file, int line)
{
    task_claim_fast(task, file, line);
    return task;
}

/* For those who watch the task, or have given it a name. */
static void tell_end(async_frame *frame, unsigned flags)
{
    if (flags & ASYNC_WATCHED)
        watch_tell(frame);
    if (flags & ASYNC_NAMED && flags & ASYNC_CLAIMED)
        name_forget(frame);
}

/* The same for those that more is known of than that somebody waits for them. */
APART static async_frame *done_slow(async_frame *frame)
{
    unsigned flags = frame->async_flags;
    if (flags & ASYNC_ROOT) {
        struct async_state *state = async_this_thread.async_state;
        (state->depth <= 1 ? &state->first : loop_of(state, frame))->ended++;
        state->done_tasks += !(flags & (ASYNC_CLAIMED | ASYNC_DISCARD));
        if (flags & (ASYNC_WATCHED | ASYNC_NAMED))
            tell_end(frame, flags);
    }
    if (flags & ASYNC_CHILD) {
        group_child_ended(frame);
        return NULL;
    }
    if (flags & ASYNC_DISCARD) {
        task_release(frame);
        return NULL;
    }
    return frame->async_parent;
}

async_frame *async_task_done(async_frame *frame)
{
    const int special = ASYNC_ROOT | ASYNC_CLAIMED | ASYNC_DISCARD | ASYNC_WATCHED | ASYNC_NAMED | ASYNC_CHILD;
    struct async_state *state = async_this_thread.async_state;
    unsigned flags = frame->async_flags;
    frame->async_flags = (uint16_t)(flags | ASYNC_DONE);
    if (!(flags & (ASYNC_ROOT | ASYNC_DISCARD)))
        return frame->async_parent;
    if (ASYNC_UNLIKELY((flags & special & ~ASYNC_CHILD) != (ASYNC_ROOT | ASYNC_CLAIMED) || state->depth > 1))
        return done_slow(frame);
    state->first.ended++;
    if (!(flags & ASYNC_CHILD))
        return frame->async_parent;
    group_child_ended(frame);
    return NULL;
}

void async_detach(async_task *task)
{
    if (!task)
        return;
    if (task->async_flags & ASYNC_NEW) {
        task_claim(task, true, NULL, 0);
    } else if (task->async_flags & (ASYNC_DISCARD | ASYNC_CLAIMED)) {
        report_misuse(task, task->async_flags & ASYNC_DISCARD ? "was detached" : "was already awaited", NULL, 0);
    }
    if (!(task->async_flags & ASYNC_DONE)) {
        task->async_flags |= ASYNC_DISCARD;
        return;
    }
    if (!(task->async_flags & ASYNC_CLAIMED))
        async_this_thread.async_state->done_tasks--;
    task_release(task);
}

int async_finished(const async_task *task)
{
    if (task == ASYNC_SELF)
        return 0;
    return !task || (task->async_flags & ASYNC_DONE) != 0;
}

int task_status_slow(const async_frame *task)
{
    const void *value = task + 1;
    switch (task->async_function->async_status_size) {
    case 1: {
        signed char status;
        memcpy(&status, value, sizeof status);
        return status < 0 ? status : 0;
    }
    case 2: {
        int16_t status;
        memcpy(&status, value, sizeof status);
        return status < 0 ? status : 0;
    }
    case 4: {
        int32_t status;
        memcpy(&status, value, sizeof status);
        return status < 0 ? status : 0;
    }
    case 8: {
        int64_t status;
        memcpy(&status, value, sizeof status);
        return status < INT_MIN ? INT_MIN : status < 0 ? (int)status : 0;
    }
    default:
        return 0;
    }
}
