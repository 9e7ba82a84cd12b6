/* step.c: a loop that runs inside of another one: async_loop_step, async_loop_deadline; what adapters need.
 *
 * Between steps the program's own loop runs. What makes frames ready then (async_event_set, say, or the end of a leaf's
 * wait) has to tell it. async_ready notices that, because the running frame is async_this_thread.async_outside then.
 */
#include "foreign.h"
#include "internal.h"

#include <errno.h>
#include <math.h>

/* --- between steps --- */

void async_tell(void)
{
    struct async_state *state = async_this_thread.async_state;
    if (state->told)
        return;
    state->told = true;
    inbox_wake(&state->inbox);
    if (state->foreign)
        state->foreign->changed(state->foreign);
}

static bool has_work(struct async_state *state)
{
    return async_this_thread.async_ready || state->first.look || state->first.due || !inbox_is_empty(&state->inbox);
}

void foreign_begin(struct async_state *state)
{
    handle_open(&state->inbox);
    state->told = false;
    state->stepped = clock_now(state);
    async_this_thread.async_outside = &state->idle;
    inbox_sleeps(&state->inbox, true);
    if (has_work(state))
        async_tell();
}

void foreign_end(struct async_state *state)
{
    inbox_sleeps(&state->inbox, false);
    async_this_thread.async_outside = NULL;
}

void loop_is_foreign(struct async_state *state)
{
    if (state->depth || state->is_foreign)
        return;
    state->is_foreign = true;
    foreign_begin(state);
}

/* Virtual time goes on to the next deadline if nothing can run; or, while somebody outside is waited for, as the clock
 * does. */
static void pass_time(struct async_state *state, struct loop *loop)
{
    uint64_t next = timers_empty(&loop->timers) ? UINT64_MAX : timers_next(&loop->timers);
    uint64_t passed = clock_now(state) - state->stepped;
    if (has_work(state) || next <= state->now)
        return;
    if (!state->outside && next != UINT64_MAX)
        state->now = next;
    else if (state->outside)
        state->now = passed < next - state->now ? state->now + passed : next;
}

/* --- steps --- */

static int asked(async_loop *handle)
{
    if (!handle_is_own(handle))
        return -EINVAL;
    loop_is_foreign(async_this_thread.async_state);
    return 0;
}

int async_loop_step(async_loop *handle)
{
    int error = asked(handle);
    if (error < 0)
        return error;
    struct async_state *state = async_this_thread.async_state;
    if (state->stepping || state->depth != (state->foreign != NULL))
        return -EBUSY;
    foreign_end(state);
    state->stepping = true;
    state->depth = 1;
    if (state->io)
        state->io->wait(state, 0);
    if (state->virtual_time)
        pass_time(state, &state->first);
    unsigned count = loop_step(state, &state->first);
    state->depth = state->foreign != NULL;
    state->stepping = false;
    foreign_begin(state);
    return (int)count;
}

double async_loop_deadline(async_loop *handle)
{
    if (asked(handle) < 0)
        return INFINITY;
    struct async_state *state = async_this_thread.async_state;
    struct timers *timers = &state->first.timers;
    if (has_work(state))
        return async_time();
    uint64_t next = timers_empty(timers) ? UINT64_MAX : timers_first(timers);
    if (next == UINT64_MAX)
        return INFINITY;
    if (state->virtual_time && !state->outside)
        return async_time(); /* a step goes there at once */
    return (double)next / 1e9;
}

/* --- adapters --- */

int async__attach(struct async__foreign *foreign)
{
    struct async_state *state = state_get();
    if (!state || !async_loop_self())
        return -ENOMEM;
    if (state->depth || state->foreign)
        return -EBUSY;
    loop_is_foreign(state);
    state->foreign = foreign;
    state->depth = 1;
    return 0;
}

void async__attach_failed(void)
{
    struct async_state *state = async_this_thread.async_state;
    state->foreign = NULL;
    state->depth = 0;
}

struct async__foreign *async__attached(void)
{
    const struct async_state *state = async_this_thread.async_state;
    return state ? state->foreign : NULL;
}

bool async__has_tasks(void)
{
    const struct loop *loop = &async_this_thread.async_state->first;
    return loop->started != loop->ended;
}

void async__cancel_all(void)
{
    struct async_state *state = async_this_thread.async_state;
    loop_cancel(state, &state->first);
    if (!state->stepping)
        async_tell();
}

bool async__detach(void)
{
    struct async_state *state = async_this_thread.async_state;
    if (state->stepping || async__has_tasks())
        return false;
    foreign_end(state);
    loop_refuse_posts(state, &state->first);
    if (async__has_tasks()) { /* one of the calls that were posted has started another one */
        loop_cancel(state, &state->first);
        foreign_begin(state);
        return false;
    }
    loop_report(state, &state->first);
    state->first.ending = state->closing = state->is_known = state->is_foreign = false;
    state->foreign = NULL;
    state->depth = 0;
    return true;
}
