/* waiter.h: frames that wait in line, first come, first served. */
#ifndef WAITER_H
#define WAITER_H

#include "tasks.h"

/* A frame that waits in a line, an `async_waiters`. Linked forward by async_link. The frame of a leaf, or of a function
 * that awaits one and has an async_place after its header. */
struct waiter {
    async_frame frame;
    union {
        int value; /* once it is done */
        struct {
            async_frame *previous;      /* the neighbour on the other side of async_link; the first one's: the last */
            struct async_waiters *line; /* where it stands */
            void *object;               /* an item, a mutex, … that the leaf needs in the end */
            int result;                 /* what the wait gives if async_status is 0 */
        } at;
    } u;
};

static inline struct waiter *waiter_of(async_frame *frame)
{
    return (struct waiter *)frame;
}

/* Puts a frame at the end of a line. */
static inline void line_add(struct async_waiters *line, struct waiter *waiter)
{
    async_frame *first = line->async_first;
    waiter->frame.async_link = NULL;
    waiter->u.at.line = line;
    if (first) {
        async_frame *last = waiter_of(first)->u.at.previous;
        last->async_link = &waiter->frame;
        waiter->u.at.previous = last;
        waiter_of(first)->u.at.previous = &waiter->frame;
    } else {
        line->async_first = &waiter->frame;
        waiter->u.at.previous = &waiter->frame;
    }
}

/* Puts a frame at the beginning of a line. */
void line_add_first(struct async_waiters *line, struct waiter *waiter);

/* Takes the first frame out of a line that is not empty. */
static inline struct waiter *line_take(struct async_waiters *line)
{
    struct waiter *first = waiter_of(line->async_first);
    async_frame *second = first->frame.async_link;
    line->async_first = second;
    if (second)
        waiter_of(second)->u.at.previous = first->u.at.previous;
    return first;
}

/* Takes a frame out of the line where it stands. */
void line_remove(struct waiter *waiter);

/* Ends the waits of all frames of a line, in order, with this result. */
void line_wake(struct async_waiters *line, int result);

/* What async_cancel does for most: the frame leaves the line. */
void line_cancel(async_frame *frame, int status);

/* Resumes a waiter at its end. Its value is async_status if that is an error, else `result`. */
async_frame *waiter_resume(async_frame *frame);

/* Begins a wait of a new frame of this function, which is resumed by waiter_resume. It stands in the line, unless it is
 * marked. `object` is for the leaf. */
async_int line_wait(const async_function *function, struct async_waiters *line, void *object);

/* The call of a leaf that has said where it waits, for callers without a place of their own. */
static inline async_int line_call(const async_function *function, async_turn turn)
{
    if (turn.async_wait)
        return line_wait(function, turn.async_wait, async_this_thread.async_object);
    return (async_int){.async_value = turn.async_value};
}

/* The parts of a leaf called async_NAME whose frames are waiters: NAME_leaf, NAME_function. */
#define WAITER_LEAF(name, cancel)                                                                                      \
    static const async_leaf name##_leaf = {.async_name = "async_" #name, .async_cancel = cancel};                      \
    static const async_await name##_awaits[] = {{.async_leaf = &name##_leaf}};                                         \
    STATUS_FUNCTION(name, "async_" #name, waiter_resume, sizeof(struct waiter))

/* The same for a leaf that generated code also knows. */
#define LINE_LEAF(name, cancel)                                                                                        \
    const async_leaf async_##name##__leaf = {.async_name = "async_" #name, .async_cancel = cancel};                    \
    static const async_await name##_awaits[] = {{.async_leaf = &async_##name##__leaf}};                                \
    STATUS_FUNCTION(name, "async_" #name, waiter_resume, sizeof(struct waiter))

#endif
