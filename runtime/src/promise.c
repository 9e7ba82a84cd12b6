/* promise.c: promises.
 *
 * A promise has one word that the loop's thread and posters change by atomic operations: 0 while it is open, the inbox
 * of a loop while frames of that loop wait for it, POSTED once it has a result. Whoever posts replaces it, and, if it
 * was an inbox, puts the promise there (see inbox.c), after which it touches the promise no more. The loop empties its
 * inbox when it looks around, and then wakes those who wait; they may destroy the promise at once.
 *
 * No operation here waits for another thread, so a signal handler may interrupt any of them.
 */
#include "atomic.h"
#include "internal.h"

#include <errno.h>

static char posted;
#define POSTED ((void *)&posted)

/* Wakes those who wait for a promise that has its result. */
void promise_deliver(struct async_state *state, async_promise *promise)
{
    state->holds--;
    promise->async_awaited = 0;
    for (async_frame *frame = promise->async_line.async_first; frame; frame = frame->async_link)
        if (waiter_of(frame)->u.at.object)
            *(void **)waiter_of(frame)->u.at.object = promise->async_value;
    line_wake(&promise->async_line, promise->async_status);
}

/* --- set, post --- */

/* Stores the result; -EALREADY if there is one. */
static int claim(async_promise *promise, int status, void *value)
{
    if (swap_int(&promise->async_claimed, 1))
        return -EALREADY;
    promise->async_status = status;
    promise->async_value = value;
    return 0;
}

int async_promise_set(async_promise *promise, int status, void *value)
{
    if (claim(promise, status, value) < 0)
        return -EALREADY;
    if (swap(&promise->async_loop, POSTED))
        promise_deliver(async_this_thread.async_state, promise);
    return 0;
}

int async_promise_post(async_promise *promise, int status, void *value)
{
    if (claim(promise, status, value) < 0)
        return -EALREADY;
    struct inbox *inbox = swap(&promise->async_loop, POSTED);
    if (inbox)
        inbox_put(inbox, promise);
    return 0;
}

/* --- wait --- */

static void promise_cancel(async_frame *frame, int status)
{
    async_promise *promise = (async_promise *)(void *)waiter_of(frame)->u.at.line; /* its first member */
    if (load(&promise->async_loop) == POSTED)
        return; /* the result is on its way */
    bool last = promise->async_line.async_first == frame && !frame->async_link;
    if (last) {
        struct async_state *state = async_this_thread.async_state;
        if (!replace(&promise->async_loop, &state->inbox, NULL))
            return;
        state->holds--;
        promise->async_awaited = 0;
    }
    line_cancel(frame, status);
}

LINE_LEAF(promise_wait, promise_cancel);

/* True if the promise is open, and its result will come to this loop. */
static bool await_post(async_promise *promise)
{
    if (promise->async_awaited)
        return true;
    struct async_state *state = async_this_thread.async_state;
    inbox_open(&state->inbox);
    if (!replace(&promise->async_loop, NULL, &state->inbox))
        return false;
    promise->async_awaited = 1;
    state->holds++;
    return true;
}

async_turn async_promise_wait__try(async_promise *promise, void **value)
{
    if (async_marked() || await_post(promise)) {
        async_this_thread.async_object = value;
        return (async_turn){.async_wait = &promise->async_line};
    }
    if (value)
        *value = promise->async_value;
    return (async_turn){.async_value = promise->async_status};
}

async_int async_promise_wait__async(async_promise *promise, void **value)
{
    return line_call(&promise_wait_function, async_promise_wait__try(promise, value));
}
