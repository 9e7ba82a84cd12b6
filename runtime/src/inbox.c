/* inbox.c: how what other threads and signal handlers have for a loop reaches it.
 *
 * An inbox is a list of promises that were posted; a post (a function that the loop is to call) is a promise that
 * nobody waits for. Whoever adds to it wakes the thread if that sleeps. The loop empties its inbox when it looks
 * around.
 *
 * Adding waits for nobody, so a signal handler may do it. Only the end of a thread waits for posters that are about to
 * leave its inbox.
 */
#include "atomic.h"
#include "internal.h"

/* This is the child of a fork: posters that were in here are threads of the parent. */
static void check_fork(struct inbox *inbox)
{
    if (!port_waker_is_copy(&inbox->waker))
        return;
    swap_int(&inbox->posters, 0);
    if (inbox->handle)
        handle_forked(inbox->handle);
}

void inbox_open(struct inbox *inbox)
{
    if (inbox->port)
        return;
    check_fork(inbox);
    port_waker_open(&inbox->waker);
}

void inbox_wake(const struct inbox *inbox)
{
    if (!inbox->port)
        port_wake(&inbox->waker);
    else if (inbox->port->wake)
        inbox->port->wake(inbox->port->context);
}

void inbox_put(struct inbox *inbox, async_promise *promise)
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

/* Takes what has arrived, and puts it after what the thread has taken before. */
static void take(struct inbox *inbox)
{
    async_promise *newest = swap(&inbox->first, NULL), *oldest = NULL, *last = newest;
    while (newest) {
        async_promise *next = newest->async_next;
        newest->async_next = oldest;
        oldest = newest;
        newest = next;
    }
    if (!oldest)
        return;
    if (inbox->taken)
        inbox->last_taken->async_next = oldest;
    else
        inbox->taken = oldest;
    inbox->last_taken = last;
}

/* The next one in their order, or NULL. */
static async_promise *next_taken(struct inbox *inbox)
{
    async_promise *promise = inbox->taken;
    if (promise)
        inbox->taken = promise->async_next;
    return promise;
}

static bool is_post(const async_promise *promise)
{
    return promise->async_awaited == POSTED_CALL;
}

/* Calls a post's function, between the steps of tasks. It may run a loop inside, which takes the posts that follow. */
static void call_post(struct async_state *state, struct post *post)
{
    async_frame *running = async_this_thread.async_running;
    async_this_thread.async_running = &state->idle;
    post->call(post, false);
    async_this_thread.async_running = running;
}

void inbox_empty(struct async_state *state)
{
    struct inbox *inbox = &state->inbox;
    if (!inbox->taken && !load(&inbox->first))
        return;
    take(inbox);
    for (async_promise *promise; (promise = next_taken(inbox));) {
        if (is_post(promise))
            call_post(state, (struct post *)(void *)promise);
        else
            promise_deliver(state, promise);
    }
}

bool inbox_is_empty(struct inbox *inbox)
{
    return !inbox->taken && !load(&inbox->first);
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

void inbox_sleeps(struct inbox *inbox, bool sleeps)
{
    swap_int(&inbox->sleeping, sleeps);
}

void inbox_wait(struct async_state *state, uint64_t deadline)
{
    struct inbox *inbox = &state->inbox;
    check_fork(inbox);
    inbox_sleeps(inbox, true);
    if (!load(&inbox->first)) /* whoever posts after this sees that the loop sleeps */
        wait_until(state, deadline);
    inbox_sleeps(inbox, false);
}

void inbox_close(struct inbox *inbox)
{
    check_fork(inbox);
    if (inbox->handle)
        handle_release(inbox->handle);
    while (add_int(&inbox->posters, 0))
        port_pause();
    take(inbox);
    for (async_promise *promise; (promise = next_taken(inbox));)
        if (is_post(promise))
            ((struct post *)(void *)promise)->call((struct post *)(void *)promise, true);
    port_waker_close(&inbox->waker);
}
