/* loop.c: a thread's state, the clock, and the event loop of async_run.
 *
 * The loop resumes one ready frame after the other. It checks the clock and the port only between rounds of the ready
 * queue, and the clock only if something sleeps: resuming a frame must cost no more than a few nanoseconds.
 */
#include "internal.h"
#include "port.h"

#include <stdlib.h>
#include <string.h>

static const uint64_t TRIM_INTERVAL = 1000000000; /* nanoseconds; see pool.c */

ASYNC_THREAD_LOCAL struct async_thread async_thread ASYNC_THREAD_MODEL;

/* --- a thread's state --- */

/* Called when the process exits. Frees nothing, which could interfere with other exit handlers. */
static void state_leave(void)
{
    if (async_thread.async_state)
        report_unstarted(&async_thread.async_state->unstarted);
}

/* Called when a thread ends. */
static void state_close(void)
{
    struct async_state *state = async_thread.async_state;
    if (!state)
        return;
    report_unstarted(&state->unstarted);
    while (state->unstarted.async_link != &state->unstarted) {
        async_frame *object = state->unstarted.async_link;
        ring_remove(object);
        async_release_fast(object);
    }
    for (struct loop *loop = state->spare, *next; loop; loop = next) {
        next = loop->outer;
        free(loop);
    }
    pool_close(state);
    free(state);
    async_thread = (struct async_thread){0};
}

static void loop_init(struct loop *loop)
{
    memset(loop, 0, sizeof *loop);
    ring_init(&loop->unstarted);
}

struct async_state *state_get(void)
{
    struct async_state *state = async_thread.async_state;
    if (state)
        return state;
    state = calloc(1, sizeof *state);
    if (!state)
        return NULL;
    const char *asked = getenv("ASYNCC_VIRTUAL_TIME");
    state->virtual_time = asked && asked[0] == '1';
    state->start = port_now();
    loop_init(&state->first);
    state->loop = &state->first;
    ring_init(&state->unstarted);
    async_thread.async_state = state;
    async_thread.async_ready_end = &async_thread.async_ready;
    async_thread.async_pool_classes = pool_wanted() ? ASYNC_POOL_CLASSES : 0;
    port_at_exit(state_close, state_leave);
    return state;
}

struct async_state *state_need(void)
{
    struct async_state *state = state_get();
    if (!state)
        pool_exhausted("the event loop", sizeof *state);
    return state;
}

/* --- the clock --- */

uint64_t loop_now(struct async_state *state)
{
    return state->virtual_time ? state->now : port_now() - state->start;
}

double async_time(void)
{
    return (double)loop_now(state_need()) / 1e9;
}

void async_virtual_time(int on)
{
    struct async_state *state = state_need();
    /* Each clock continues where the other one stopped. */
    if (on && !state->virtual_time)
        state->now = loop_now(state);
    else if (!on && state->virtual_time)
        state->start = port_now() - state->now;
    state->virtual_time = on != 0;
}

/* --- the loop --- */

/* Waits until the clock shows `time`. */
static void loop_wait(struct async_state *state, uint64_t time)
{
    if (state->virtual_time) {
        if (time > state->now)
            state->now = time;
        return;
    }
    uint64_t now = loop_now(state);
    if (now - state->trimmed > TRIM_INTERVAL) {
        state->trimmed = now;
        pool_trim(state);
    }
    if (time > now)
        port_wait(time < INT64_MAX - state->start ? time + state->start : INT64_MAX);
}

/* Makes due frames ready; if nothing is ready, waits until something is. */
static void loop_look(struct async_state *state, struct timers *timers, const async_frame *root)
{
    for (;;) {
        if (timers_empty(timers) && !async_thread.async_ready)
            report_deadlock(root);
        timers_expire(timers, loop_now(state));
        if (async_thread.async_ready)
            return;
        if (!timers_empty(timers))
            loop_wait(state, timers_next(timers));
    }
}

/* The ready queue is resumed in rounds: frames that become ready meanwhile wait for the next round, before which timers
 * are checked. A round is taken out of the queue as a whole, which makes each resumption cheap. */
void async_run_until(async_frame *root, void *value, size_t size)
{
    struct async_thread *thread = &async_thread; /* looked up once, not in each round */
    struct timers *timers = &thread->async_state->loop->timers;

    root->async_flags |= ASYNC_TASK;
    root->async_parent = NULL;
    while (!(root->async_flags & ASYNC_DONE)) {
        if (!thread->async_ready || !timers_empty(timers))
            loop_look(thread->async_state, timers, root);
        async_frame *frame = thread->async_ready;
        thread->async_ready = NULL;
        thread->async_ready_end = &thread->async_ready;
        do {
            async_frame *next = frame->async_link;
            task_resume(frame);
            frame = next;
        } while (frame);
    }
    if (size)
        memcpy(value, root + 1, size);
    async_release_fast(root);
}

void async_run_enter(void)
{
    struct async_state *state = state_need();
    if (state->depth++ == 0)
        return; /* use the first loop: frames that were started outside of any run are already in its queues */
    struct loop *loop = state->spare;
    if (loop) {
        state->spare = loop->outer;
    } else {
        loop = malloc(sizeof *loop);
        if (!loop)
            pool_exhausted("the event loop", sizeof *loop);
        loop_init(loop);
    }
    state->loop->ready = async_thread.async_ready;
    state->loop->ready_end = async_thread.async_ready_end;
    if (!async_thread.async_ready)
        state->loop->ready_end = NULL;
    loop->outer = state->loop;
    state->loop = loop;
    async_thread.async_ready = NULL;
    async_thread.async_ready_end = &async_thread.async_ready;
}

/* Frees the tasks that are still alive. */
static void loop_drop(struct loop *loop)
{
    async_frame *frame;
    while ((frame = async_thread.async_ready) != NULL) {
        async_thread.async_ready = frame->async_link;
        task_drop(frame);
    }
    async_thread.async_ready_end = &async_thread.async_ready;
    while ((frame = timers_take_any(&loop->timers)) != NULL)
        task_drop(frame);
}

void async_run_leave(void)
{
    struct async_state *state = async_thread.async_state;
    struct loop *loop = state->loop;

    loop_drop(loop);
    report_unstarted(&loop->unstarted);
    /* Someone may still hold and await them, so they live until the thread ends. */
    while (loop->unstarted.async_link != &loop->unstarted) {
        async_frame *object = loop->unstarted.async_link;
        ring_remove(object);
        ring_add(&state->unstarted, object);
    }
    if (--state->depth > 0) {
        state->loop = loop->outer;
        async_thread.async_ready = state->loop->ready;
        async_thread.async_ready_end = state->loop->ready_end ? state->loop->ready_end : &async_thread.async_ready;
        loop->outer = state->spare;
        state->spare = loop;
    }
    pool_trim(state);
}
