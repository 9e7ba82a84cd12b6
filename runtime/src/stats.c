/* stats.c: counters, and steps that take long. */
#include "internal.h"

static void count_frame(async_frame *frame, void *context)
{
    async_stats *stats = context;
    stats->frames++;
    stats->bytes += frame->async_function->async_size;
    if (frame->async_flags & (ASYNC_NEW | ASYNC_ROOT) && !(frame->async_flags & ASYNC_DONE))
        stats->tasks++;
}

void async_get_stats(async_stats *stats)
{
    struct async_state *state = state_need();
    *stats = (async_stats){.spawned = state->spawned, .switches = state->switches + state->resumed};
    pool_each(state, count_frame, stats);
    for (const struct loop *loop = state->loop; loop; loop = loop->outer) {
        stats->timers += loop->timers.count;
        stats->spawned += loop->started;
    }
}

async_slow_step_handler *async_on_slow_step(double seconds, async_slow_step_handler *handler)
{
    struct async_state *state = state_need();
    async_slow_step_handler *before = state->slow;
    state->slow = handler;
    state->slow_seconds = seconds;
    state_set_special(state);
    return before;
}
