/* promise.c: promises, and how posts from other threads and signal handlers reach a loop.
 *
 * A promise has one word that the loop's thread and posters change by atomic operations: 0 while it is open, the inbox
 * of a loop while frames of that loop wait for it, POSTED once it has a result. Whoever posts replaces it, and, if it
 * was an inbox, puts the promise there, after which it touches the promise no more. The loop empties its inbox when it
 * looks around, and then wakes those who wait; they may destroy the promise at once.
 *
 * No operation here waits for another thread, so a signal handler may interrupt any of them. (Only the end of a thread
 * waits for posters that are about to leave its inbox.)
 */
#include "internal.h"

#include <errno.h>

/* --- atomic operations on plain members, so that <asyncc.h> needs no <stdatomic.h> --- */

#if defined(__GNUC__)
static void *swap(void **word, void *value)
{
    return __atomic_exchange_n(word, value, __ATOMIC_SEQ_CST);
}
static bool replace(void **word, void *expected, void *value)
{
    return __atomic_compare_exchange_n(word, &expected, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
static void *load(void **word)
{
    return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}
static int swap_int(int *word, int value)
{
    return __atomic_exchange_n(word, value, __ATOMIC_SEQ_CST);
}
static int add_int(int *word, int value)
{
    return __atomic_add_fetch(word, value, __ATOMIC_SEQ_CST);
}
#else /* then only the loop's own thread may post */
static void *swap(void **word, void *value)
{
    void *old = *word;
    *word = value;
    return old;
}
static bool replace(void **word, void *expected, void *value)
{
    if (*word != expected)
        return false;
    *word = value;
    return true;
}
static void *load(void **word)
{
    return *word;
}
static int swap_int(int *word, int value)
{
    int old = *word;
    *word = value;
    return old;
}
static int add_int(int *word, int value)
{
    return *word += value;
}
#endif

static char posted;
#define POSTED ((void *)&posted)

/* --- the inbox of a loop --- */

void inbox_open(struct inbox *inbox)
{
    if (!inbox->port)
        port_waker_open(&inbox->waker);
}

void inbox_wake(const struct inbox *inbox)
{
    if (!inbox->port)
        port_wake(&inbox->waker);
    else if (inbox->port->wake)
        inbox->port->wake(inbox->port->context);
}

static void inbox_put(struct inbox *inbox, async_promise *promise)
{
    add_int(&inbox->posters, 1);
    void *first;
    do {
        first = load(&inbox->first);
        promise->async_next = first;
    } while (!replace(&inbox->first, first, promise));
    if (swap_int(&inbox->sleeping, 0))
        inbox_wake(inbox);
    add_int(&inbox->posters, -1); /* from now on its thread may end */
}

/* Wakes those who wait for a promise that has its result. */
static void deliver(struct async_state *state, async_promise *promise)
{
    state->holds--;
    promise->async_awaited = 0;
    for (async_frame *frame = promise->async_line.async_first; frame; frame = frame->async_link)
        if (waiter_of(frame)->u.at.object)
            *(void **)waiter_of(frame)->u.at.object = promise->async_value;
    line_wake(&promise->async_line, promise->async_status);
}

void inbox_empty(struct async_state *state)
{
    if (!load(&state->inbox.first))
        return;
    async_promise *newest = swap(&state->inbox.first, NULL), *oldest = NULL;
    while (newest) {
        async_promise *next = newest->async_next;
        newest->async_next = oldest;
        oldest = newest;
        newest = next;
    }
    while (oldest) {
        async_promise *next = oldest->async_next;
        deliver(state, oldest);
        oldest = next;
    }
}

static void wait_until(struct async_state *state, uint64_t deadline)
{
    struct inbox *inbox = &state->inbox;
    if (state->io && state->io->waiting)
        state->io->wait(state, deadline);
    else if (inbox->port)
        port_sleep(inbox->port, deadline);
    else
        port_wait(deadline, &inbox->waker);
}

void inbox_wait(struct async_state *state, uint64_t deadline)
{
    struct inbox *inbox = &state->inbox;
    swap_int(&inbox->sleeping, 1);
    if (!load(&inbox->first)) /* whoever posts after this sees that the loop sleeps */
        wait_until(state, deadline);
    swap_int(&inbox->sleeping, 0);
}

void inbox_close(struct inbox *inbox)
{
    while (add_int(&inbox->posters, 0) && !port_waker_is_copy(&inbox->waker))
        port_pause();
    port_waker_close(&inbox->waker);
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
        deliver(async_this_thread.async_state, promise);
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
