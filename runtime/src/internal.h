/* internal.h: declarations shared by the runtime's files, not visible to users.
 *
 *   loop.c     a thread's state, the clock, async_run: enter, run, leave
 *   timers.c   sleeping frames in order of their deadlines
 *   pool.c     memory for frames
 *   tasks.c    coroutine objects and tasks: new, spawn, await, join, detach, drop
 *   gather.c   waiting for several callees
 *   report.c   everything that is said on stderr
 *   port_*.c   the system
 */
#ifndef INTERNAL_H
#define INTERNAL_H

#define ASYNCC_GENERATED 1
#define ASYNC_INLINES 1 /* the library defines the calls through the inline versions */
#define ASYNCC_NO_KEYWORDS
#include "asyncc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A private flag of unstarted coroutine objects: "never awaited" was already reported. */
enum { ASYNC_REPORTED = 1 << 15 };

/* --- timers.c: the sleeping frames of one loop. All zero is an empty one. --- */

#ifndef TIMER_BITS
#define TIMER_BITS 10 /* 6 to 12, which a port may choose: less takes less memory, more is faster with many sleepers   \
                       */
#endif

enum {
    TIMER_BUCKETS = 1 << TIMER_BITS,
    TIMER_LEVELS = (64 + TIMER_BITS - 1) / TIMER_BITS,
    TIMER_WORDS = TIMER_BUCKETS / 64
};

struct timer_level {
    uint64_t words;                      /* bit W: word W of `used` is not 0 */
    uint64_t used[TIMER_WORDS];          /* bit B of word W: bucket 64 W + B is not empty */
    async_frame *buckets[TIMER_BUCKETS]; /* the first frame; its `previous` is the last one */
};

struct timers {
    uint64_t base;   /* no deadline is before it, and it never passes the clock */
    uint32_t levels; /* bit L: level L is not empty */
    struct timer_level level[TIMER_LEVELS];
};

/* Queues a frame whose async_timer has its deadline set, at or after `now`. `now` never decreases between calls. */
void timers_add(struct timers *timers, async_frame *frame, uint64_t now);

/* Removes a queued frame. O(1). */
void timers_remove(struct timers *timers, async_frame *frame);

/* Makes frames ready whose deadline is not after `now`, in order. With very many of them it stops early, so that ready
 * frames run while they are in the cache. */
void timers_expire(struct timers *timers, uint64_t now);

/* A time before which nothing expires. There must be a timer. Waiting until then and calling timers_expire makes
 * progress. */
uint64_t timers_next(const struct timers *timers);

/* Removes any frame; NULL if there is none left. */
async_frame *timers_take_any(struct timers *timers);

static inline bool timers_empty(const struct timers *timers)
{
    return timers->levels == 0;
}

/* --- loop.c --- */

/* An event loop. A thread's first one serves its outermost async_run; each async_run inside that makes another. */
struct loop {
    struct loop *outer;      /* the loop that waits until this one is closed */
    async_frame *ready;      /* the ready queue while an inner loop runs, … */
    async_frame **ready_end; /* … otherwise it is in async_thread */
    struct timers timers;
    async_frame unstarted; /* head of the ring of coroutine objects that were made in this run and not started */
};

enum { REPR_COUNT = 8, REPR_SIZE = 128 };

struct slab;

/* The runtime's state for a thread. Made on first use, freed when the thread ends. */
struct async_state {
    struct loop first;
    struct loop *loop;     /* the innermost one */
    struct loop *spare;    /* closed inner loops, through outer, for the next async_run */
    unsigned depth;        /* nesting of async_run */
    async_frame unstarted; /* head of the ring of coroutine objects made outside of any run */

    bool virtual_time;
    uint64_t now;   /* virtual time: the clock */
    uint64_t start; /* real time: the port's clock when the loop's clock was 0 */

    struct slab *current[ASYNC_POOL_CLASSES]; /* the slab from which new frames of each class are carved */
    struct slab **slabs;                      /* all slabs, by address */
    size_t slab_count, slab_room;
    size_t slab_bytes;
    async_frame *returned; /* the last frame from malloc that async_return released, which its awaiter still reads */
    uint64_t trimmed;      /* when the pool was last trimmed while idle */

    char reprs[REPR_COUNT][REPR_SIZE]; /* the last results of async_repr */
    unsigned next_repr;
};

/* The calling thread's state, made on first use. NULL without memory. */
struct async_state *state_get(void);

/* The same, but without memory it reports that and does not return. */
struct async_state *state_need(void);

/* The loop's clock. */
uint64_t loop_now(struct async_state *state);

/* --- pool.c --- */

/* Whether frames come from the pool in this process. */
bool pool_wanted(void);

/* A frame of this function with its header filled in, or NULL without memory. */
async_frame *pool_try(const async_function *function);

/* Returns unused memory to the system while more than the limit is kept. */
void pool_trim(struct async_state *state);

/* Returns all memory. */
void pool_close(struct async_state *state);

/* Calls the out-of-memory handler. Does not return. */
_Noreturn void pool_exhausted(const char *function, size_t size);

/* --- tasks.c --- */

/* Resumes a frame, and the frames that continue after it, until all of them wait. */
static inline void task_resume(async_frame *frame)
{
    do
        frame = frame->async_function->async_resume(frame);
    while (frame);
}

/* Frees a frame that waited for the loop and was removed from its queue, and all frames that wait for it in turn. */
void task_drop(async_frame *frame);

/* The current await of a suspended frame. False if the frame has not started. */
static inline bool task_await(const async_frame *frame, async_await *await)
{
    const async_function *function = frame->async_function;
    *await = (async_await){0};
    if (!frame->async_state || frame->async_state > function->async_await_count)
        return false;
    if (function->async_awaits)
        *await = function->async_awaits[frame->async_state - 1];
    else if (function->async_lines)
        await->async_line = function->async_lines[frame->async_state - 1];
    return true;
}

/* Rings of unstarted coroutine objects: link points forward, parent back. */
void ring_init(async_frame *head);
void ring_remove(async_frame *object);
void ring_add(async_frame *head, async_frame *object);

/* --- report.c --- */

/* Reports each object of the ring as never awaited, once. */
void report_unstarted(async_frame *head);

_Noreturn void report_deadlock(const async_frame *root);

/* Reports a misuse of a task (NULL: it no longer exists). `file` may be NULL. */
_Noreturn void report_misuse(const async_task *task, const char *what, const char *file, int line);

/* Reports the second await of an object of `function` (or NULL if unknown) that was made in line `made` (or 0). */
_Noreturn void report_second_await(const async_function *function, int made, const char *file, int line);

#endif
