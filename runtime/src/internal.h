/* internal.h: what the runtime's files share. Users see nothing of it.
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
#define ASYNC_INLINES 1 /* the library has the calls, which are made of these */
#define ASYNCC_NO_KEYWORDS
#include "asyncc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A flag of unstarted coroutine objects that only the runtime knows: "never awaited" was said already. */
enum { ASYNC_REPORTED = 1 << 15 };

/* --- timers.c: the sleeping frames of one loop. All zero is an empty one. --- */

#ifndef TIMER_BITS
#define TIMER_BITS 10 /* 6 to 12; a port may choose: fewer take less memory, more are faster with many sleepers */
#endif

enum {
    TIMER_BUCKETS = 1 << TIMER_BITS,
    TIMER_LEVELS = (64 + TIMER_BITS - 1) / TIMER_BITS,
    TIMER_WORDS = TIMER_BUCKETS / 64
};

struct timer_level {
    uint64_t words;                      /* bit W: word W of `used` is not 0 */
    uint64_t used[TIMER_WORDS];          /* bit B of word W: bucket 64 W + B holds something */
    async_frame *buckets[TIMER_BUCKETS]; /* the first frame; its `previous` is the last one */
};

struct timers {
    uint64_t base;   /* no deadline lies before it, and it never passes the clock */
    uint32_t levels; /* bit L: level L holds something */
    struct timer_level level[TIMER_LEVELS];
};

/* Queues a frame whose async_timer has its deadline set: at or after `now`, which no clock has shown less than. */
void timers_add(struct timers *timers, async_frame *frame, uint64_t now);

/* Takes out a frame that is queued. O(1). */
void timers_remove(struct timers *timers, async_frame *frame);

/* Makes frames ready whose deadline is not after `now`, in order. With very many of them it stops before the time:
 * those that are ready are better run while they are in the cache. */
void timers_expire(struct timers *timers, uint64_t now);

/* A time before which nothing expires. There must be a timer. Waiting until then and expiring makes progress. */
uint64_t timers_next(const struct timers *timers);

/* Takes out any frame, NULL when there is none left. */
async_frame *timers_take_any(struct timers *timers);

static inline bool timers_empty(const struct timers *timers)
{
    return timers->levels == 0;
}

/* --- loop.c --- */

/* An event loop. A thread's first one serves its outermost async_run; each async_run inside that makes another. */
struct loop {
    struct loop *outer;      /* the loop that waits until this one is closed */
    async_frame *ready;      /* while an inner loop runs: this one's ready queue, … */
    async_frame **ready_end; /* … else it is in async_thread */
    struct timers timers;
    async_frame unstarted; /* head of the ring of coroutine objects that were made in this run and not started */
};

enum { REPR_COUNT = 8, REPR_SIZE = 128 };

struct slab;

/* What the runtime keeps for a thread. Made by the first use, freed when the thread ends. */
struct async_state {
    struct loop first;
    struct loop *loop;     /* the innermost one */
    struct loop *spare;    /* closed inner loops, through outer, for the next async_run */
    unsigned depth;        /* of async_run */
    async_frame unstarted; /* head of the ring of coroutine objects made outside of any run */

    bool virtual_time;
    uint64_t now;   /* virtual time: the clock */
    uint64_t start; /* real time: what the port's clock showed when ours showed 0 */

    struct slab *current[ASYNC_POOL_CLASSES]; /* where new frames of each class are carved from */
    struct slab **slabs;                      /* all of them, by address */
    size_t slab_count, slab_room;
    size_t slab_bytes;
    async_frame *returned; /* the last frame from malloc that async_return gave back, for its awaiter to look at */
    uint64_t trimmed;      /* when the pool was last trimmed while idle */

    char reprs[REPR_COUNT][REPR_SIZE]; /* what async_repr gave last */
    unsigned next_repr;
};

/* The calling thread's state; makes it if need be. NULL without memory. */
struct async_state *state_get(void);

/* The same, but without memory it says so and does not return. */
struct async_state *state_need(void);

/* The loop's clock. */
uint64_t loop_now(struct async_state *state);

/* --- pool.c --- */

/* Whether frames come from the pool in this process. */
bool pool_wanted(void);

/* A frame of this function with its header filled in, or NULL without memory. */
async_frame *pool_try(const async_function *function);

/* Gives memory that no frame uses back to the system as long as more than the limit is kept. */
void pool_trim(struct async_state *state);

/* Gives everything back. */
void pool_close(struct async_state *state);

/* Calls the out-of-memory handler. Does not return. */
_Noreturn void pool_exhausted(const char *function, size_t size);

/* --- tasks.c --- */

/* Resumes a frame, and whom that makes go on, until all of them wait. */
static inline void task_resume(async_frame *frame)
{
    do
        frame = frame->async_function->async_resume(frame);
    while (frame);
}

/* Frees a frame that waits for the loop and was taken out of its queue, and all that waits for it in turn. */
void task_drop(async_frame *frame);

/* Where a suspended frame stands, or NULL if it has not started. */
static inline const async_await *task_await(const async_frame *frame)
{
    return frame->async_state && frame->async_state <= frame->async_function->async_await_count
               ? &frame->async_function->async_awaits[frame->async_state - 1]
               : NULL;
}

/* Rings of unstarted coroutine objects: link goes forth, parent back. */
void ring_init(async_frame *head);
void ring_remove(async_frame *object);
void ring_add(async_frame *head, async_frame *object);

/* --- report.c --- */

/* Says of each object of the ring that nobody awaited it, once. */
void report_unstarted(async_frame *head);

_Noreturn void report_deadlock(const async_frame *root);

/* A misuse of a task (NULL: there is none any more). `file` may be NULL. */
_Noreturn void report_misuse(const async_task *task, const char *what, const char *file, int line);

/* The second await of an object, of `function` (or NULL, if it is not known) and made in the line `made` (or 0). */
_Noreturn void report_second_await(const async_function *function, int made, const char *file, int line);

#endif
