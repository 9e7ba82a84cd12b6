/* state.c: what the runtime keeps for each thread; the clock. */
#include "internal.h"
#include "port.h"

#include <stdlib.h>
#include <string.h>

/* What a thread takes before its first timer. */
_Static_assert(sizeof(struct async_state) + sizeof(struct async_thread) <= 2048, "2 KB for a thread");

/* Called when the process exits. Frees nothing, which could interfere with other exit handlers. */
static void state_leave(void)
{
    if (async_this_thread.async_state)
        report_unstarted(&async_this_thread.async_state->unstarted);
}

/* Called when a thread ends. */
void state_close(void)
{
    struct async_state *state = async_this_thread.async_state;
    if (!state)
        return;
    report_unstarted(&state->unstarted);
    if (state->leave)
        state->leave(state);
    report_unstarted(&state->first.unstarted); /* made in a step */
    if (state->io)
        state->io->close(state);
    for (struct loop *loop = state->spare, *next; loop; loop = next) {
        next = loop->outer;
        loop_free(loop);
        memory_give(loop);
    }
    loop_free(&state->first);
    inbox_close(&state->inbox);
    signals_close(state);
    names_free(&state->names);
    pool_close(state);
    memory_give(state->reprs);
    memory_give(state);
    async_this_thread = (struct async_thread){0};
}

struct async_state *state_make(void)
{
    struct async_state *state = memory_take(sizeof *state);
    if (!state)
        return NULL;
    memset(state, 0, sizeof *state);
    state->inbox.port = thread_memory.port;
    const char *virtual_time = port_setting("ASYNCC_VIRTUAL_TIME"), *seed = port_setting("ASYNCC_SEED");
    state->virtual_time = virtual_time && virtual_time[0] == '1';
    loop_init(&state->first);
    state->loop = &state->first;
    ring_init(&state->unstarted);
    async_this_thread.async_state = state;
    async_this_thread.async_running = &state->idle;
    async_this_thread.async_ready_end = &async_this_thread.async_ready;
    async_this_thread.async_pool_classes = pool_wanted() ? ASYNC_POOL_CLASSES : 0;
    state_set_special(state);
    if (seed)
        async_seed(strtoull(seed, NULL, 0));
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
    state->clock_used = true;
    return state->virtual_time ? state->now : clock_now(state);
}

double async_time(void)
{
    return (double)loop_now(state_need()) / 1e9;
}

void async_virtual_time(int on)
{
    struct async_state *state = state_need();
    if (on && !state->virtual_time && state->clock_used)
        state->now = clock_now(state); /* it must not go back; if nobody has seen it yet, it begins at 0 */
    state->virtual_time = on != 0;
    state_set_special(state);
}

uint64_t time_of(double seconds)
{
    const double longest = 1.8e19; /* nanoseconds: later times are never */
    double time = seconds * 1e9 + 0.5;
    if (!(time > 0))
        return 0;
    return time < longest ? (uint64_t)time : UINT64_MAX;
}

uint64_t time_after(uint64_t now, double seconds)
{
    uint64_t span = time_of(seconds);
    return span < UINT64_MAX - now ? now + span : UINT64_MAX;
}

/* --- the seed --- */

void async_seed(uint64_t seed)
{
    struct async_state *state = state_need();
    state->seed = seed;
    state->random = seed;
    state_set_special(state);
}

void state_set_special(struct async_state *state)
{
    state->records = state->slow || state->dumps;
    state->special = state->seed || state->records || state->virtual_time || state->loop->outer;
    state->loop->attention = true;
}

/* splitmix64 */
uint64_t state_random(struct async_state *state)
{
    uint64_t bits = state->random += 0x9e3779b97f4a7c15u;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
    return bits ^ bits >> 31;
}
