/* wait.c: frames that wait in line, first come, first served.
 *
 * The line that every primitive has is a doubly linked list through the frames themselves, so that waiting needs no
 * other memory, and a frame leaves from the middle of the line in constant time when it is cancelled. Whoever ends the
 * wait takes the frame out of the line first, because the ready queue uses the same link.
 */
#include "internal.h"

#include <errno.h>

void line_remove(struct waiter *waiter)
{
    struct async_waiters *line = waiter->u.at.line;
    async_frame *first = line->async_first, *next = waiter->frame.async_link;
    if (first == &waiter->frame) {
        line_take(line);
        return;
    }
    waiter->u.at.previous->async_link = next;
    waiter_of(next ? next : first)->u.at.previous = waiter->u.at.previous;
}

void line_add_first(struct async_waiters *line, struct waiter *waiter)
{
    async_frame *first = line->async_first;
    waiter->u.at.line = line;
    waiter->frame.async_link = first;
    waiter->u.at.previous = first ? waiter_of(first)->u.at.previous : &waiter->frame;
    if (first)
        waiter_of(first)->u.at.previous = &waiter->frame;
    line->async_first = &waiter->frame;
}

void line_wake(struct async_waiters *line, int result)
{
    while (line->async_first) {
        struct waiter *waiter = line_take(line);
        waiter->u.at.result = result;
        async_ready(&waiter->frame, 0);
    }
}

void line_cancel(async_frame *frame, int status)
{
    line_remove(waiter_of(frame));
    async_ready(frame, status);
}

static const async_function waiter_function = {.async_size = sizeof(struct waiter)}; /* all have this size */

async_frame *waiter_resume(async_frame *frame)
{
    struct waiter *self = waiter_of(frame);
    int status = frame->async_status;
    self->u.value = status < 0 ? status : self->u.at.result;
    return async_return_fast(frame, &waiter_function);
}

/* The frame that stands in a line may be that of a function that awaits a leaf. */
_Static_assert(offsetof(struct waiter, u.at.previous) == sizeof(async_frame) + offsetof(async_place, async_previous) &&
                   offsetof(struct waiter, u.at.line) == sizeof(async_frame) + offsetof(async_place, async_line) &&
                   offsetof(struct waiter, u.at.object) == sizeof(async_frame) + offsetof(async_place, async_object) &&
                   offsetof(struct waiter, u.at.result) == sizeof(async_frame) + offsetof(async_place, async_result),
               "a place in a line");

void async_line_wait(async_frame *self, async_waiters *line)
{
    struct waiter *waiter = waiter_of(self);
    if (ASYNC_UNLIKELY((self->async_flags | async_this_thread.async_running->async_flags) & ASYNC_CANCELLED)) {
        async_begin(self); /* inherits the mark */
        return;
    }
    self->async_status = ASYNC_PENDING;
    waiter->u.at.object = async_this_thread.async_object;
    waiter->u.at.result = 0;
    line_add(line, waiter);
}

async_int line_wait(const async_function *function, struct async_waiters *line, void *object)
{
    async_frame *self = async_take(function);
    async_this_thread.async_object = object;
    async_line_wait(self, line);
    return (async_int){.async_wait = async_wait(self, 1)};
}
