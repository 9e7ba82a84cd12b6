/* operators.c: async_timeout, async_timeout_at, async_race, async_shield, async_shield_for.
 *
 * To the compiler these are ordinary async functions, whose arguments are coroutine objects: the macros of <asyncc.h>
 * make one of each call. The object stores the value where the call's assignment says when it ends, and then continues
 * the operator, which frees it.
 */
#include "internal.h"

#include <errno.h>
#include <limits.h>

/* --- calls with a deadline --- */

struct timed_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_timer timer; /* ASYNC_DEADLINE is set while it is armed */
            async_task *call;
            uint64_t turn; /* in which the time was up; 0: it is not yet */
            bool late;     /* because of that, a wait gave -ECANCELED in the same turn */
        } at;
    } u;
};

/* The time is up: cancels the call. */
static void timed_due(async_frame *frame)
{
    struct timed_frame *self = (struct timed_frame *)frame;
    self->u.at.turn = loop_of(async_this_thread.async_state, frame)->turn;
    self->u.at.late = mark(self->u.at.call);
}

/* The call has ended. True if its time was up, so that it did not end by itself. */
static bool timed_end(struct timed_frame *self)
{
    const struct loop *loop = loop_of(async_this_thread.async_state, &self->frame);
    if (self->frame.async_flags & ASYNC_DEADLINE) {
        self->frame.async_flags &= (uint16_t)~ASYNC_DEADLINE;
        loop_wake(&self->frame);
    }
    task_release(self->u.at.call);
    return self->u.at.turn && (self->u.at.late || self->u.at.turn != loop->turn);
}

/* Waits for a call that has begun, until then at most. `since`: what the clock showed before it began; 0: nobody has
 * looked. */
static async_frame *timed_wait(const async_function *function, async_task *call, uint64_t deadline, uint64_t since)
{
    struct timed_frame *self = async_take(function);
    self->u.at.call = call;
    self->u.at.turn = 0;
    self->u.at.late = false;
    self->u.at.timer.async_previous = NULL;
    call->async_parent = &self->frame;
    self->frame.async_link = NULL;
    self->frame.async_flags |= ASYNC_DEADLINE;
    loop_sleep(&self->frame, deadline, since ? since : loop_now(async_this_thread.async_state));
    return async_wait(&self->frame, 1);
}

/* --- async_timeout, async_timeout_at --- */

static const async_function timeout_function, shield_for_function;

static async_frame *timeout_resume(async_frame *frame)
{
    struct timed_frame *self = (struct timed_frame *)frame;
    bool late = timed_end(self);
    self->u.value = frame->async_flags & ASYNC_CANCELLED ? -ECANCELED : late ? -ETIMEDOUT : 0;
    return async_return_fast(frame, &timeout_function);
}

static const async_leaf timeout_leaf = {
    .async_name = "async_timeout", .async_kind = ASYNC_PASS | ASYNC_ENDS, .async_due = timed_due};
static const async_await timeout_awaits[] = {
    {.async_leaf = &timeout_leaf, .async_children = 1, .async_offset = offsetof(struct timed_frame, u.at.call)}};
STATUS_FUNCTION(timeout, "async_timeout", timeout_resume, sizeof(struct timed_frame));

/* `deadline` was computed before: the time counts from the call of the operator. */
static async_int timeout_until(uint64_t deadline, uint64_t since, async_task *call)
{
    if (!call)
        return (async_int){.async_value = -ENOMEM};
    task_begin(call, async_marked(), true);
    if (!(call->async_flags & ASYNC_DONE))
        return (async_int){.async_wait = timed_wait(&timeout_function, call, deadline, since)};
    task_release(call);
    return (async_int){.async_value = async_marked() ? -ECANCELED : 0};
}

async_int async__timeout__async(double seconds, async_task *call)
{
    uint64_t now = loop_now(state_need());
    return timeout_until(time_after(now, seconds), now, call);
}

async_int async__timeout_at__async(double time, async_task *call)
{
    return timeout_until(time_of(time), 0, call);
}

/* --- async_shield, async_shield_for --- */

static const async_function shield_function;

static async_frame *shield_resume(async_frame *frame)
{
    task_release(frame->async_link);
    ((struct status_frame *)frame)->value = 0;
    return async_return_fast(frame, &shield_function);
}

static const async_leaf shield_leaf = {.async_name = "async_shield", .async_kind = ASYNC_STOP};
static const async_await shield_awaits[] = {{.async_leaf = &shield_leaf}};
STATUS_FUNCTION(shield, "async_shield", shield_resume, sizeof(struct status_frame));

async_int async__shield__async(async_task *call)
{
    if (!call)
        return (async_int){.async_value = -ENOMEM};
    task_begin(call, false, false);
    if (!(call->async_flags & ASYNC_DONE))
        return (async_int){.async_wait = async_suspend(async_take(&shield_function), 1, call)};
    task_release(call);
    return (async_int){.async_value = 0};
}

static async_frame *shield_for_resume(async_frame *frame)
{
    struct timed_frame *self = (struct timed_frame *)frame;
    self->u.value = timed_end(self) ? -ETIMEDOUT : 0;
    return async_return_fast(frame, &shield_for_function);
}

static const async_leaf shield_for_leaf = {
    .async_name = "async_shield_for", .async_kind = ASYNC_STOP, .async_due = timed_due};
static const async_await shield_for_awaits[] = {
    {.async_leaf = &shield_for_leaf, .async_children = 1, .async_offset = offsetof(struct timed_frame, u.at.call)}};
STATUS_FUNCTION(shield_for, "async_shield_for", shield_for_resume, sizeof(struct timed_frame));

async_int async__shield_for__async(double seconds, async_task *call)
{
    if (!call)
        return (async_int){.async_value = -ENOMEM};
    uint64_t now = loop_now(state_need()), deadline = time_after(now, seconds);
    task_begin(call, false, false);
    if (!(call->async_flags & ASYNC_DONE))
        return (async_int){.async_wait = timed_wait(&shield_for_function, call, deadline, now)};
    task_release(call);
    return (async_int){.async_value = 0};
}

/* --- async_race --- */

struct race_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_frame *branch; /* see cancel.c */
            async_task **calls;  /* the caller's array, which lives as long as the wait; NULL: has ended */
            int count, left, winner;
        } at;
    } u;
};

enum { NO_WINNER = INT_MIN };

static const async_function race_function;

/* Frees the calls that have ended. The first of them has won, unless another one had before. */
static void race_collect(async_task **calls, int count, int *left, int *winner)
{
    for (int i = 0; i < count; i++) {
        if (!calls[i] || !(calls[i]->async_flags & ASYNC_DONE))
            continue;
        task_release(calls[i]);
        calls[i] = NULL;
        --*left;
        if (*winner == NO_WINNER)
            *winner = i;
    }
}

static async_frame *race_resume(async_frame *frame)
{
    struct race_frame *self = (struct race_frame *)frame;
    int before = self->u.at.winner;
    race_collect(self->u.at.calls, self->u.at.count, &self->u.at.left, &self->u.at.winner);
    if (before == NO_WINNER && frame->async_flags & ASYNC_CANCELLED)
        self->u.at.winner = -ECANCELED;
    if (!self->u.at.left) {
        self->u.value = self->u.at.winner;
        return async_return_fast(frame, &race_function);
    }
    if (before == NO_WINNER)
        mark_all(self->u.at.calls, (size_t)self->u.at.count);
    return NULL;
}

static void race_below(async_frame *frame, void *marker)
{
    const struct race_frame *self = (const struct race_frame *)frame;
    mark_all_below(marker, self->u.at.calls, (size_t)self->u.at.count);
}

static const async_leaf race_leaf = {
    .async_name = "async_race", .async_kind = ASYNC_BRANCH | ASYNC_ENDS, .async_below = race_below};
static const async_await race_awaits[] = {{.async_leaf = &race_leaf}};
STATUS_FUNCTION(race, "async_race", race_resume, sizeof(struct race_frame));

/* Frees objects that were not started. */
static int race_refuse(async_task **calls, int count)
{
    for (int i = 0; i < count; i++)
        if (calls[i])
            task_discard(calls[i]);
    return -ENOMEM;
}

async_int async__race__async(async_task **calls, int count)
{
    int left = count, winner = NO_WINNER;
    for (int i = 0; i < count; i++)
        if (!calls[i])
            return (async_int){.async_value = race_refuse(calls, count)};
    for (int i = 0; i < count; i++) {
        bool marked = async_marked();
        task_begin(calls[i], marked || winner != NO_WINNER, true);
        if (winner != NO_WINNER || !(calls[i]->async_flags & ASYNC_DONE))
            continue;
        winner = marked ? -ECANCELED : i;
        mark_all(calls, (size_t)i); /* those that began before; later ones begin marked */
    }
    int first = winner;
    race_collect(calls, count, &left, &winner);
    if (!left)
        return (async_int){.async_value = winner};
    if (async_marked())
        mark_all(calls, (size_t)count); /* those that began before the caller was marked, in this step */
    struct race_frame *self = async_take(&race_function);
    self->u.at.calls = calls;
    self->u.at.count = count;
    self->u.at.left = left;
    self->u.at.winner = first;
    for (int i = 0; i < count; i++)
        if (calls[i])
            calls[i]->async_parent = &self->frame;
    return (async_int){.async_wait = async_wait(&self->frame, 1)};
}
