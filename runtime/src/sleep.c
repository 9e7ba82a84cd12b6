/* sleep.c: waiting for time: async_sleep, async_sleep_until, async_yield, async_interval_tick. */
#include "internal.h"

#include <errno.h>
#include <limits.h>

struct sleep_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_timer timer;
            async_interval *interval; /* of a tick */
            uint64_t tick;            /* it waits for this multiple of the period */
        } at;
    } u;
};

/* --- async_sleep, async_sleep_until --- */

static void sleep_cancel(async_frame *waiting, int status)
{
    loop_wake(waiting);
    async_ready(waiting, status);
}

const async_leaf async_sleep__leaf = {.async_name = "async_sleep", .async_cancel = sleep_cancel};

/* A wait until then; a time in the past only lets others run. */
static void wait_until(async_frame *self, uint64_t deadline, uint64_t now, bool past)
{
    ((struct sleep_frame *)self)->u.at.timer.async_previous = NULL;
    if (!async_begin(self))
        return;
    if (past)
        async_ready(self, 0);
    else
        loop_sleep(self, deadline, now);
}

void async_sleep__wait(async_frame *self, double seconds)
{
    bool past = !(seconds > 0); /* also NaN */
    uint64_t now = past ? 0 : loop_now(async_this_thread.async_state);
    wait_until(self, past ? 0 : time_after(now, seconds), now, past);
}

static const async_function sleep_function;

static async_frame *sleep_resume(async_frame *frame)
{
    ((struct sleep_frame *)frame)->u.value = frame->async_status;
    return async_return_fast(frame, &sleep_function);
}

static const async_await sleep_awaits[] = {{.async_leaf = &async_sleep__leaf}};
STATUS_FUNCTION(sleep, "async_sleep", sleep_resume, sizeof(struct sleep_frame));

async_int async_sleep__async(double seconds)
{
    async_frame *frame = async_take(&sleep_function);
    async_sleep__wait(frame, seconds);
    return (async_int){.async_wait = async_wait(frame, 1)};
}

static const async_leaf sleep_until_leaf = {.async_name = "async_sleep_until", .async_cancel = sleep_cancel};
static const async_await sleep_until_awaits[] = {{.async_leaf = &sleep_until_leaf}};
STATUS_FUNCTION(sleep_until, "async_sleep_until", sleep_resume, sizeof(struct sleep_frame));

async_int async_sleep_until__async(double time)
{
    async_frame *frame = async_take(&sleep_until_function);
    uint64_t deadline = time_of(time), now = loop_now(async_this_thread.async_state);
    wait_until(frame, deadline, now, deadline <= now);
    return (async_int){.async_wait = async_wait(frame, 1)};
}

/* --- async_yield --- */

static void yield_cancel(async_frame *waiting, int status)
{
    async_ready(waiting, status); /* it is in the ready queue, and keeps its result */
}

const async_leaf async_yield__leaf = {.async_name = "async_yield", .async_cancel = yield_cancel};

static const async_await yield_awaits[] = {{.async_leaf = &async_yield__leaf}};
STATUS_FUNCTION(yield, "async_yield", status_resume, sizeof(struct status_frame));

async_int async_yield__async(void)
{
    async_frame *frame = async_take(&yield_function);
    async_yield__wait(frame);
    return (async_int){.async_wait = async_wait(frame, 1)};
}

/* --- async_interval_tick --- */

/* async_next is the time from which multiples are counted, async_started the number of the next one, from 1. Each is
 * computed by one multiplication, so errors do not add up. */

static const async_function tick_function;

enum { MOST_TICKS = 1 << 30 }; /* then counting starts again */

static uint64_t tick_time(const async_interval *interval, uint64_t tick)
{
    return time_of(interval->async_next + (double)tick * interval->period);
}

/* The first multiple that is not before `now`, and was not returned yet. */
static uint64_t next_tick(const async_interval *interval, uint64_t now)
{
    double passed = ((double)now / 1e9 - interval->async_next) / interval->period;
    uint64_t tick = (uint64_t)interval->async_started;
    if (passed > (double)tick + 1)
        tick = (uint64_t)passed - 1;
    while (tick_time(interval, tick) < now)
        tick++;
    return tick;
}

/* Returns how many were missed. */
static int take_tick(async_interval *interval, uint64_t tick)
{
    uint64_t missed = tick - (uint64_t)interval->async_started;
    if (tick >= MOST_TICKS) {
        interval->async_next += (double)tick * interval->period;
        tick = 0;
    }
    interval->async_started = (int)tick + 1;
    return missed < INT_MAX ? (int)missed : INT_MAX;
}

static async_frame *tick_resume(async_frame *frame)
{
    struct sleep_frame *self = (struct sleep_frame *)frame;
    int result = frame->async_status;
    if (!result)
        result = take_tick(self->u.at.interval, self->u.at.tick);
    self->u.value = result;
    return async_return_fast(frame, &tick_function);
}

static const async_leaf tick_leaf = {.async_name = "async_interval_tick", .async_cancel = sleep_cancel};
static const async_await tick_awaits[] = {{.async_leaf = &tick_leaf}};
STATUS_FUNCTION(tick, "async_interval_tick", tick_resume, sizeof(struct sleep_frame));

async_int async_interval_tick__async(async_interval *interval)
{
    if (!(interval->period > 0))
        return (async_int){.async_value = -EINVAL};
    struct sleep_frame *self = async_take(&tick_function);
    uint64_t now = loop_now(state_need());
    if (!interval->async_started) {
        interval->async_next = (double)now / 1e9;
        interval->async_started = 1;
    }
    self->u.at.interval = interval;
    self->u.at.tick = next_tick(interval, now);
    uint64_t deadline = tick_time(interval, self->u.at.tick);
    wait_until(&self->frame, deadline, now, deadline <= now);
    return (async_int){.async_wait = async_wait(&self->frame, 1)};
}
