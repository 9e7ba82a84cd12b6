/* loop.c: the event loop.
 *
 * The loop resumes one ready frame after the other, in rounds. It looks at the clock, and at what other threads have
 * posted, only every so many resumptions or when nothing is ready: resuming a frame must cost no more than a few
 * nanoseconds.
 */
#include "internal.h"
#include "port.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOK_INTERVAL = 64, /* resumptions between two looks at the clock */
    IDLE_ROUNDS = 100   /* rounds in which all waits were refused, after which virtual time goes on */
};

static const uint64_t TRIM_INTERVAL = 1000000000; /* nanoseconds; see pool.c */

ASYNC_THREAD_LOCAL struct async_thread async_this_thread ASYNC_THREAD_MODEL;

/* --- loops --- */

/* The base of a loop is the parent of tasks that nobody waits for: nothing continues when they end. It may have been
 * the last one that the loop runs for. */
static async_frame *base_resume(async_frame *frame)
{
    ((struct loop *)(void *)((char *)frame - offsetof(struct loop, base)))->attention = true;
    return NULL;
}

static const async_function base_function = {.async_resume = base_resume, .async_name = "async_run"};

void loop_init(struct loop *loop)
{
    memset(loop, 0, sizeof *loop);
    loop->base.async_function = &base_function;
    loop->due_end = &loop->due;
    ring_init(&loop->unstarted);
}

void loop_free(struct loop *loop)
{
    timers_free(&loop->timers);
}

struct loop *loop_of(struct async_state *state, const async_frame *frame)
{
    if (state->depth <= 1)
        return &state->first;
    while (frame && frame->async_function != &base_function)
        frame = frame->async_parent;
    return frame ? (struct loop *)(void *)((char *)(uintptr_t)frame - offsetof(struct loop, base)) : state->loop;
}

void loop_sleep(async_frame *frame, uint64_t deadline, uint64_t now)
{
    struct loop *loop = async_this_thread.async_state->loop;
    ((async_timer *)(frame + 1))->async_deadline = deadline > now ? deadline : now;
    timers_add(&loop->timers, frame, now);
    if (deadline <= now)
        loop->look = loop->attention = true; /* it falls due in the next turn */
}

void loop_wake(async_frame *frame)
{
    if (timer_is_queued(frame))
        timers_remove(&loop_of(async_this_thread.async_state, frame)->timers, frame);
}

/* --- looking around --- */

/* Waits while virtual time passes as the clock does. */
static void wait_outside(struct async_state *state, uint64_t time)
{
    uint64_t begin = clock_now(state), span = time > state->now ? time - state->now : 0;
    uint64_t until = span < UINT64_MAX - begin ? begin + span : UINT64_MAX;
    inbox_wait(state, state->exit_at && until > state->exit_at ? state->exit_at : until);
    uint64_t passed = clock_now(state) - begin;
    state->now += passed < span ? passed : span;
}

/* Waits until the clock shows `time`, or until a descriptor is ready or another thread has posted something. False if
 * the time has come already. */
static bool loop_wait(struct async_state *state, uint64_t time)
{
    if (state->virtual_time && time != UINT64_MAX) {
        if (state->outside)
            wait_outside(state, time);
        else if (time > state->now)
            state->now = time;
        return state->outside != 0;
    }
    uint64_t now = clock_now(state);
    if (now - state->trimmed > TRIM_INTERVAL) {
        state->trimmed = now;
        pool_trim(state);
    }
    if (time <= now)
        return false;
    if (state->exit_at && time > state->exit_at)
        time = state->exit_at;
    if (state->holds || state->inbox.handle || state->inbox.port || signals_may_wake(state))
        inbox_wait(state, time);
    else
        port_wait(time, NULL);
    return true;
}

/* Calls those whose deadline has come. All sleepers that are due are ready before. */
static void call_due(struct loop *loop)
{
    while (loop->due) {
        async_frame *frame = loop->due;
        loop->due = frame->async_link;
        if (!loop->due)
            loop->due_end = &loop->due;
        frame->async_link = NULL;
        frame->async_flags &= (uint16_t)~ASYNC_DEADLINE;
        loop->look = loop->attention = true; /* the next round is another turn */
        task_await(frame)->async_leaf->async_due(frame);
    }
}

static bool can_wake(const struct async_state *state, struct loop *loop)
{
    if (state->holds || state->is_known)
        return true;
    if (timers_empty(&loop->timers))
        return false;
    return !state->virtual_time || timers_next(&loop->timers) != UINT64_MAX;
}

/* When the loop has to look again if nothing wakes it. */
static uint64_t next_look(const struct async_state *state, struct loop *loop)
{
    if (timers_empty(&loop->timers))
        return UINT64_MAX;
    return state->virtual_time ? timers_next(&loop->timers) : timers_next_shared(&loop->timers);
}

/* Makes due frames ready, and those that others have woken. `asked`: it was asked already which descriptors are ready.
 * `waits`: if nothing is ready the loop will wait, which asks. */
static void look_around(struct async_state *state, struct loop *loop, bool asked, bool waits)
{
    inbox_empty(state);
    signals_take(state);
    if (state->exit_at && clock_now(state) >= state->exit_at)
        report_endless();
    if (!timers_empty(&loop->timers))
        timers_expire(&loop->timers, loop_now(state), loop);
    /* What has ended by itself comes before deadlines. */
    if (state->io && state->io->waiting && !asked && (!waits || async_this_thread.async_ready || loop->due))
        state->io->wait(state, 0);
    call_due(loop);
}

/* The same; if nothing is ready, waits until something is. `root`: what the loop runs for. */
static void loop_look(struct async_state *state, struct loop *loop, async_frame *root)
{
    bool idle = state->virtual_time && loop->refused_rounds >= IDLE_ROUNDS;
    bool asked = false; /* which descriptors are ready */
    async_this_thread.async_running = &state->idle;
    loop->look = false;
    loop->turn++;
    for (;;) {
        if (idle && !timers_empty(&loop->timers) && timers_next(&loop->timers) != UINT64_MAX)
            loop_wait(state, timers_next(&loop->timers));
        idle = false;
        look_around(state, loop, asked, true);
        if (async_this_thread.async_ready)
            return;
        if (!can_wake(state, loop))
            report_deadlock(root);
        asked = loop_wait(state, next_look(state, loop));
    }
}

/* --- rounds --- */

void loop_sort_out(struct async_state *state, struct loop *loop)
{
    async_frame *frame = async_this_thread.async_ready;
    async_this_thread.async_ready = NULL;
    async_this_thread.async_ready_end = &async_this_thread.async_ready;
    while (frame) {
        async_frame *next = frame->async_link;
        struct loop *own = loop_of(state, frame);
        async_frame ***end = own == loop ? &async_this_thread.async_ready_end : &own->ready_end;
        frame->async_link = NULL;
        **end = frame;
        *end = &frame->async_link;
        frame = next;
    }
}

/* Merges two lists, of which any order is equally likely. */
static async_frame *shuffle(struct async_state *state, async_frame *list, size_t count)
{
    if (count < 2)
        return list;
    size_t left = count / 2, right = count - left;
    async_frame *other = list, *merged = NULL, **end = &merged;
    for (size_t i = 1; i < left; i++)
        other = other->async_link;
    async_frame *rest = other->async_link;
    other->async_link = NULL;
    list = shuffle(state, list, left);
    rest = shuffle(state, rest, right);
    while (left || right) {
        async_frame **from = state_random(state) % (left + right) < left ? &list : &rest;
        *(from == &list ? &left : &right) -= 1;
        *end = *from;
        *from = (*end)->async_link;
        end = &(*end)->async_link;
    }
    *end = NULL;
    return merged;
}

static void permute(struct async_state *state)
{
    size_t count = 0;
    for (async_frame *frame = async_this_thread.async_ready; frame; frame = frame->async_link)
        count++;
    async_this_thread.async_ready = shuffle(state, async_this_thread.async_ready, count);
}

/* Resumes a frame and reports it if that takes long. */
static void resume_timed(struct async_state *state, async_frame *frame)
{
    const async_function *function = frame->async_function;
    int line = (int)task_line(frame);
    uint64_t begin = clock_now(state);
    task_resume(frame);
    double seconds = (double)(clock_now(state) - begin) / 1e9;
    if (seconds > state->slow_seconds && state->slow)
        state->slow(function->async_name, function->async_file ? function->async_file : "", line, seconds);
}

/* &async_this_thread as a pointer like any other, which compilers do not look up again at each use. */
static inline struct async_thread *thread_here(void)
{
    struct async_thread *thread = &async_this_thread;
#if defined(__GNUC__)
    __asm__("" : "+r"(thread));
#endif
    return thread;
}

/* task_resume. */
static inline void resume_one(struct async_thread *thread, async_frame *frame)
{
    thread->async_running = frame;
    frame = frame->async_function->async_resume(frame);
    while (frame) {
        thread->async_running = frame;
        frame = frame->async_function->async_resume(frame);
    }
}

/* Frames that become ready in a round are resumed in the next one. A round is taken out of the queue as a whole, which
 * makes each resumption cheap; so does counting them in pairs. Returns the number of resumptions, added to `count`;
 * it is also kept in `resumed`. */
static inline unsigned loop_round(struct async_thread *thread, unsigned count, unsigned *resumed)
{
    async_frame *frame = thread->async_ready;
    thread->async_ready = NULL;
    thread->async_ready_end = &thread->async_ready;
    do {
        async_frame *next = frame->async_link;
        *resumed = ++count;
        resume_one(thread, frame);
        if (!next)
            break;
        frame = next->async_link;
        *resumed = ++count;
        resume_one(thread, next);
    } while (frame);
    return count;
}

/* A round, and more until the loop needs more than that. */
APART static void loop_rounds(struct async_state *state, struct loop *loop)
{
    struct async_thread *thread = thread_here();
    unsigned count = loop_round(thread, 0, &state->resumed), end = count + LOOK_INTERVAL;
    while (thread->async_ready && !loop->attention && count < end)
        count = loop_round(thread, count, &state->resumed);
    loop->look |= count >= end;
}

/* The same where a program asks for more. Counts the waits that were refused. */
static unsigned loop_round_slow(struct async_state *state, unsigned *refused)
{
    struct async_thread *thread = &async_this_thread;
    if (state->seed)
        permute(state);
    async_frame *frame = thread->async_ready;
    unsigned count = 0;
    thread->async_ready = NULL;
    thread->async_ready_end = &thread->async_ready;
    for (; frame; count++) {
        async_frame *next = frame->async_link;
        async_frame *task = state->records ? task_around(frame) : NULL;
        if (task)
            name_record(task);
        state->resumed++;
        *refused += frame->async_status == -ECANCELED;
        if (state->slow)
            resume_timed(state, frame);
        else
            task_resume(frame);
        if (state->test)
            test_step(state);
        frame = next;
    }
    return count;
}

/* The frames of a turn, once it is known which are ready: one round, or those until the loop needs more than that. */
static void loop_resume(struct async_state *state, struct loop *loop, bool once)
{
    unsigned refused = 0;
    if (loop->outer)
        loop_sort_out(state, loop);
    if (!async_this_thread.async_ready)
        return;
    if (!state->special && once) {
        loop_round(&async_this_thread, 0, &state->resumed);
        return;
    }
    if (!state->special) {
        loop_rounds(state, loop);
        return;
    }
    unsigned count = loop_round_slow(state, &refused);
    loop->refused_rounds = refused == count ? loop->refused_rounds + 1 : 0;
    loop->look |= refused == count; /* such rounds count */
}

/* The count begins anew. */
static void switches_keep(struct async_state *state)
{
    state->switches += state->resumed;
    state->resumed = 0;
}

/* Looks around if it is time, and resumes what is ready then, in the same turn. */
APART static void loop_turn(struct async_state *state, struct loop *loop, async_frame *root)
{
    loop->attention = state->special;
    if (loop->look || !async_this_thread.async_ready)
        loop_look(state, loop, root);
    loop_resume(state, loop, false);
}

unsigned loop_step(struct async_state *state, struct loop *loop)
{
    uint64_t before = state->switches;
    async_this_thread.async_running = &state->idle;
    loop->attention = state->special;
    loop->look = false;
    loop->turn++;
    look_around(state, loop, true, false);
    loop_resume(state, loop, true);
    switches_keep(state);
    async_this_thread.async_running = &state->idle;
    return (unsigned)(state->switches - before);
}

void loop_run(struct async_state *state, struct loop *loop, async_frame *root)
{
    unsigned outer = state->resumed; /* where the round around an inner run goes on counting */
    switches_keep(state);
    while (!(root ? root->async_flags & ASYNC_DONE : loop->started == loop->ended)) {
        loop_turn(state, loop, root);
        switches_keep(state);
    }
    state->switches -= outer;
    state->resumed = outer;
    async_this_thread.async_running = &state->idle;
}
