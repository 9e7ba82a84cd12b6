/* objects.c: coroutine objects: made, awaited, named in messages.
 *
 * An object is a frame with the arguments of a call, marked ASYNC_NEW, in the ring of those that are not started. It
 * becomes a task, or a call of the function that awaits it, when it starts: tasks.c.
 */
#include "internal.h"

#include <stdio.h>

static void *init_object(struct async_state *state, async_frame *object, int line)
{
    object->async_state = 0;
    object->async_flags = ASYNC_NEW;
    object->async_status = line;
    ring_add(state->depth ? &state->loop->unstarted : &state->unstarted, object);
    return object;
}

/* The memory of an object, where more is to be done than to take it from a free list. */
APART static async_frame *object_memory(const async_function *function)
{
    struct async_state *state = state_get();
    return state && !pool_refuses(state) ? pool_try(function, false) : NULL;
}

void *async_new_object(const async_function *function, int line)
{
    const struct async_state *state = async_this_thread.async_state;
    size_t unit = function->async_size / ASYNC_POOL_UNIT;
    bool slow =
        !state || state->is_short || state->test || unit >= ASYNC_POOL_CLASSES || !async_this_thread.async_pool[unit];
    async_frame *object = ASYNC_UNLIKELY(slow) ? object_memory(function) : async_take(function);
    return object ? init_object(async_this_thread.async_state, object, line) : NULL;
}

void *async_make_object(const async_function *function, int line)
{
    struct async_state *state = state_need();
    return init_object(state, async_take_slow(function), line);
}

void task_discard(async_task *object)
{
    ring_remove(object);
    async_release_fast(object);
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
    task_claim(task, false, file, line);
    return task;
}

const char *async_repr(const async_task *task)
{
    struct async_state *state = state_need();
    if (!state->reprs)
        state->reprs = memory_take(REPR_COUNT * sizeof *state->reprs);
    if (!state->reprs)
        return "<coroutine>"; /* no memory for more */
    char *text = state->reprs[state->next_repr++ % REPR_COUNT];
    if (task == ASYNC_SELF)
        task = task_self();
    if (task && !is_used(task))
        snprintf(text, REPR_SIZE, "<coroutine %.80s at %p>", async_name(task), (const void *)task);
    else
        snprintf(text, REPR_SIZE, "<coroutine, awaited>");
    return text;
}
