/* join.c: waiting for tasks: async_join, async_join_all, async_wait_any. */
#include "internal.h"

#include <errno.h>

/* --- async_join --- */

/* As a call from generated code, async_join needs no frame: see async_claim_handle. Elsewhere it has one of its own,
 * because the task's value is where the awaiter would read the status. */

static const async_function join_function;

int async_joined(async_task *task)
{
    if (!task)
        return -ENOMEM;
    int status = task_status(task);
    task_release(task);
    return status;
}

static async_frame *join_resume(async_frame *frame)
{
    ((struct status_frame *)frame)->value = async_joined(frame->async_link);
    return async_return_fast(frame, &join_function);
}

static const async_await join_awaits[1];
STATUS_FUNCTION(join, "async_join", join_resume, sizeof(struct status_frame));

async_int async_join__async(async_task *task)
{
    if (!task)
        return (async_int){.async_value = -ENOMEM};
    task_claim(task, true, NULL, 0);
    if (async_pending(task))
        return (async_int){.async_wait = async_suspend(async_take(&join_function), 1, task)};
    return (async_int){.async_value = async_joined(task)};
}

/* --- async_join_all --- */

/* Each task that ends resumes the frame, which counts in its status. */
struct join_all_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_frame *branch; /* see cancel.c */
            async_task *const *tasks;
            size_t count;
        } all;
    } u;
};

static const async_function join_all_function;

/* Frees all tasks; the first failure in their order. */
static int joined_all(async_task *const *tasks, size_t count)
{
    int first = 0;
    for (size_t i = 0; i < count; i++) {
        int status = async_joined(tasks[i]);
        if (!first)
            first = status;
    }
    return first;
}

static async_frame *join_all_resume(async_frame *frame)
{
    struct join_all_frame *self = (struct join_all_frame *)frame;
    if (--frame->async_status > 0)
        return NULL;
    self->u.value = joined_all(self->u.all.tasks, self->u.all.count);
    return async_return_fast(frame, &join_all_function);
}

static void join_all_below(async_frame *frame, void *marker)
{
    const struct join_all_frame *self = (const struct join_all_frame *)frame;
    mark_all_below(marker, self->u.all.tasks, self->u.all.count);
}

static const async_leaf join_all_leaf = {
    .async_name = "async_join_all", .async_kind = ASYNC_BRANCH, .async_below = join_all_below};
static const async_await join_all_awaits[] = {{.async_leaf = &join_all_leaf}};
STATUS_FUNCTION(join_all, "async_join_all", join_all_resume, sizeof(struct join_all_frame));

async_int async_join_all__async(async_task *const *tasks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tasks[i])
            task_claim_fast(tasks[i], NULL, 0);
    if (async_marked())
        mark_all(tasks, count); /* those that began before the caller was marked, in this step */
    struct join_all_frame *self = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!async_pending(tasks[i]))
            continue;
        if (!self) {
            self = async_take(&join_all_function);
            self->frame.async_status = 0;
            self->u.all.tasks = tasks;
            self->u.all.count = count;
        }
        tasks[i]->async_parent = &self->frame;
        self->frame.async_status++;
    }
    if (!self)
        return (async_int){.async_value = joined_all(tasks, count)};
    return (async_int){.async_wait = async_wait(&self->frame, 1)};
}

/* --- async_wait_any --- */

struct wait_any_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_frame *next; /* in state->watching */
            async_task *const *tasks;
            size_t count, lowest; /* the lowest that is known to have ended */
        } any;
    } u;
};

static async_frame **find_watcher(async_frame *frame)
{
    async_frame **at = &async_this_thread.async_state->watching;
    while (*at != frame)
        at = &((struct wait_any_frame *)*at)->u.any.next;
    return at;
}

static async_frame *wait_any_resume(async_frame *frame);

static void wait_any_cancel(async_frame *frame, int status)
{
    async_ready(frame, status); /* it stays in the list until it is resumed */
}

static const async_leaf wait_any_leaf = {.async_name = "async_wait_any", .async_cancel = wait_any_cancel};
static const async_await wait_any_awaits[] = {{.async_leaf = &wait_any_leaf}};
STATUS_FUNCTION(wait_any, "async_wait_any", wait_any_resume, sizeof(struct wait_any_frame));

static async_frame *wait_any_resume(async_frame *frame)
{
    struct wait_any_frame *self = (struct wait_any_frame *)frame;
    *find_watcher(frame) = self->u.any.next;
    self->u.value = frame->async_status < 0 ? frame->async_status : (int)self->u.any.lowest;
    return async_return_fast(frame, &wait_any_function);
}

/* Several may end before the watcher has its turn: it gets the lowest. */
void watch_tell(async_task *task)
{
    for (async_frame *frame = async_this_thread.async_state->watching; frame;
         frame = ((struct wait_any_frame *)frame)->u.any.next) {
        struct wait_any_frame *self = (struct wait_any_frame *)frame;
        size_t i = 0;
        while (i < self->u.any.lowest && self->u.any.tasks[i] != task)
            i++;
        if (i == self->u.any.lowest)
            continue;
        self->u.any.lowest = i;
        async_ready(frame, 0);
    }
}

/* Starts those that are new. The lowest that has ended, or `count`. */
static size_t find_ended(async_task *const *tasks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tasks[i] && tasks[i] != ASYNC_SELF && tasks[i]->async_flags & ASYNC_NEW)
            task_start(tasks[i]);
    size_t i = 0;
    while (i < count && !async_finished(tasks[i]))
        i++;
    return i;
}

async_int async_wait_any__async(async_task *const *tasks, size_t count)
{
    if (!count)
        return (async_int){.async_value = -EINVAL};
    size_t ended = async_marked() ? count : find_ended(tasks, count);
    if (ended < count)
        return (async_int){.async_value = (int)ended};
    struct wait_any_frame *self = async_take(&wait_any_function);
    struct async_state *state = async_this_thread.async_state;
    self->u.any.tasks = tasks;
    self->u.any.count = count;
    self->u.any.lowest = count;
    self->u.any.next = state->watching;
    state->watching = &self->frame;
    if (async_begin(&self->frame))
        for (size_t i = 0; i < count; i++)
            if (tasks[i] != ASYNC_SELF)
                tasks[i]->async_flags |= ASYNC_WATCHED;
    return (async_int){.async_wait = async_wait(&self->frame, 1)};
}
