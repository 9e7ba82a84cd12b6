/* tasks.c: coroutine objects and tasks: made, started, awaited, joined, detached, dropped.
 *
 * A task is just the frame of the spawned function, marked ASYNC_TASK. The holder of the handle owns it until it is
 * awaited or joined (then its awaiter frees it) or detached (it frees itself).
 */
#include "internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- rings of unstarted coroutine objects --- */

void ring_init(async_frame *head)
{
    head->async_link = head->async_parent = head;
}

void ring_remove(async_frame *object)
{
    object->async_parent->async_link = object->async_link;
    object->async_link->async_parent = object->async_parent;
    object->async_link = object->async_parent = NULL;
}

void ring_add(async_frame *head, async_frame *object)
{
    object->async_parent = head->async_parent;
    object->async_link = head;
    head->async_parent->async_link = object;
    head->async_parent = object;
}

/* --- new, spawn --- */

void *async_new_object(const async_function *function, int line)
{
    async_frame *object = pool_try(function);
    if (!object)
        return NULL;
    struct async_state *state = async_thread.async_state;
    object->async_flags = ASYNC_NEW;
    object->async_status = line;
    ring_add(state->depth ? &state->loop->unstarted : &state->unstarted, object);
    return object;
}

async_task *async_spawned(async_frame *wait, const async_function *function, const void *value, size_t size)
{
    if (wait) {
        wait->async_flags |= ASYNC_TASK;
        wait->async_parent = NULL;
        return wait;
    }
    async_frame *task = pool_try(function);
    if (!task)
        return NULL;
    task->async_flags = ASYNC_TASK | ASYNC_DONE;
    if (size)
        memcpy(task + 1, value, size);
    return task;
}

/* --- await, join, detach --- */

/* Claims a task for its awaiter, and starts it if it is new. */
static void claim(async_task *task, const char *file, int line)
{
    if (task->async_flags & ASYNC_DISCARD)
        report_misuse(task, "was detached", file, line);
    if (task->async_flags & ASYNC_CLAIMED)
        report_misuse(task, "was already awaited", file, line);
    if (task->async_flags & ASYNC_NEW) {
        ring_remove(task);
        task->async_flags = ASYNC_TASK | ASYNC_CLAIMED;
        task->async_status = 0;
        task_resume(task);
    } else {
        task->async_flags |= ASYNC_CLAIMED;
    }
}

/* The value of an object variable after its await: an odd address that encodes the function and, where it fits and is
 * known, the line in which the object was made, so that the report of a second await can name them. */
enum { USED = 1, LINE_BITS = 18, FUNCTION_BITS = 45 };

static async_task *used_object(const async_task *task)
{
    uintptr_t function = (uintptr_t)task->async_function;
#if UINTPTR_MAX > 0xffffffffu
    uintptr_t line = task->async_flags & ASYNC_NEW && task->async_status > 0 && task->async_status >> LINE_BITS == 0
                         ? (uintptr_t)task->async_status
                         : 0;
    bool fits = function % 8 == 0 && function >> 3 >> FUNCTION_BITS == 0;
    return (async_task *)(fits ? USED | line << 1 | function >> 3 << (1 + LINE_BITS) : USED);
#else
    return (async_task *)(function | USED);
#endif
}

static bool is_used(const async_task *object)
{
    return (uintptr_t)object & USED;
}

static _Noreturn void report_used(const async_task *object, const char *file, int line)
{
    uintptr_t bits = (uintptr_t)object, made = 0;
#if UINTPTR_MAX > 0xffffffffu
    made = bits >> 1 & (((uintptr_t)1 << LINE_BITS) - 1);
    bits = bits >> (1 + LINE_BITS) << 3;
#else
    bits -= USED;
#endif
    report_second_await((const async_function *)bits, (int)made, file, line);
}

async_task *async_claim(async_task **object, const char *file, int line)
{
    async_task *task = *object;
    if (!task)
        report_misuse(NULL, "object was awaited that was never made", file, line);
    if (is_used(task))
        report_used(task, file, line);
    *object = used_object(task);
    claim(task, file, line);
    return task;
}

async_task *async_claim_task(async_task *task, const char *file, int line)
{
    claim(task, file, line);
    return task;
}

async_frame *async_task_done(async_frame *frame)
{
    frame->async_flags |= ASYNC_DONE;
    if (frame->async_flags & ASYNC_DISCARD) {
        async_release_fast(frame);
        return NULL;
    }
    return frame->async_parent;
}

void async_detach(async_task *task)
{
    if (!task)
        return;
    claim(task, NULL, 0);
    if (task->async_flags & ASYNC_DONE)
        async_release_fast(task);
    else
        task->async_flags |= ASYNC_DISCARD;
}

int async_finished(const async_task *task)
{
    return (task->async_flags & ASYNC_DONE) != 0;
}

/* The frame of a function that only returns a status. */
struct status_frame {
    async_frame frame;
    int value;
};

/* async_join has a frame of its own, because the task's value is where the awaiter would read the status. */

static const async_function join_function, join_all_function;

static async_frame *join_resume(async_frame *frame)
{
    async_release_fast(frame->async_link);
    ((struct status_frame *)frame)->value = 0;
    return async_return_fast(frame, &join_function);
}

static const async_await join_awaits[1];
static const async_function join_function = {.async_resume = join_resume,
                                             .async_name = "async_join",
                                             .async_size = sizeof(struct status_frame),
                                             .async_await_count = 1,
                                             .async_awaits = join_awaits};

async_int async_join__async(async_task *task)
{
    if (!task)
        return (async_int){.async_value = -ENOMEM};
    claim(task, NULL, 0);
    if (async_pending(task))
        return (async_int){.async_wait = async_suspend(async_take(&join_function), 1, task)};
    async_release_fast(task);
    return (async_int){.async_value = 0};
}

/* async_join_all waits for one task after the other, so it is resumed only for tasks that it has to wait for anyway. */
struct join_all_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_task **next, **end;
            int status;
        } locals;
    } u;
};

/* Frees tasks that are done. Returns true at the first one that is not, to which *next then points. */
static bool join_done(async_task ***next, async_task **end)
{
    for (; *next < end; ++*next) {
        async_task *task = **next;
        if (!task)
            continue;
        if (async_pending(task))
            return true;
        async_release_fast(task);
    }
    return false;
}

static async_frame *join_all_resume(async_frame *frame)
{
    struct join_all_frame *self = (struct join_all_frame *)frame;
    async_release_fast(frame->async_link);
    self->u.locals.next++;
    if (join_done(&self->u.locals.next, self->u.locals.end)) {
        async_suspend(frame, 1, *self->u.locals.next);
        return NULL;
    }
    int status = self->u.locals.status;
    self->u.value = status;
    return async_return_fast(frame, &join_all_function);
}

static const async_function join_all_function = {.async_resume = join_all_resume,
                                                 .async_name = "async_join_all",
                                                 .async_size = sizeof(struct join_all_frame),
                                                 .async_await_count = 1,
                                                 .async_awaits = join_awaits};

async_int async_join_all__async(async_task **tasks, size_t count)
{
    int status = 0;
    for (size_t i = 0; i < count; i++)
        if (tasks[i])
            claim(tasks[i], NULL, 0);
        else
            status = -ENOMEM;
    async_task **next = tasks, **end = tasks + count;
    if (!join_done(&next, end))
        return (async_int){.async_value = status};
    struct join_all_frame *frame = async_take(&join_all_function);
    frame->u.locals.next = next;
    frame->u.locals.end = end;
    frame->u.locals.status = status;
    return (async_int){.async_wait = async_suspend(&frame->frame, 1, *next)};
}

/* --- dropping what is left when a loop is closed --- */

void task_drop(async_frame *frame)
{
    while (frame) {
        async_frame *parent = frame->async_parent;
        async_await at;
        if (parent && task_await(parent, &at) && at.async_children) {
            /* A gather is freed with the last of its children; others may be done and not read yet. */
            async_frame **children = (async_frame **)(void *)((char *)parent + at.async_offset);
            bool last = --parent->async_status <= 0;
            for (uint32_t i = 0; i < at.async_children; i++) {
                if (children[i] == frame)
                    children[i] = NULL;
                else if (last && children[i])
                    async_release_fast(children[i]);
            }
            if (!last)
                parent = NULL;
        }
        async_release_fast(frame);
        frame = parent;
    }
}

/* --- async_yield --- */

static void yield_cancel(async_frame *waiting, int status)
{
    waiting->async_status = status; /* it is already in the ready queue */
}

const async_leaf async_yield__leaf = {.async_name = "async_yield", .async_cancel = yield_cancel};

static const async_function yield_function;

static async_frame *yield_resume(async_frame *frame)
{
    ((struct status_frame *)frame)->value = frame->async_status;
    return async_return_fast(frame, &yield_function);
}

static const async_await yield_awaits[] = {{.async_leaf = &async_yield__leaf}};
static const async_function yield_function = {.async_resume = yield_resume,
                                              .async_name = "async_yield",
                                              .async_size = sizeof(struct status_frame),
                                              .async_await_count = 1,
                                              .async_awaits = yield_awaits};

async_int async_yield__async(void)
{
    async_frame *frame = async_take(&yield_function);
    async_yield__wait(frame);
    return (async_int){.async_wait = async_wait(frame, 1)};
}

/* --- async_repr --- */

const char *async_repr(const async_task *task)
{
    struct async_state *state = state_need();
    char *text = state->reprs[state->next_repr++ % REPR_COUNT];
    if (task && !is_used(task))
        snprintf(text, REPR_SIZE, "<coroutine %.80s at %p>", task->async_function->async_name, (const void *)task);
    else
        snprintf(text, REPR_SIZE, "<coroutine, awaited>");
    return text;
}
