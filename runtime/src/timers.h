/* timers.h: the sleeping frames of one loop. */
#ifndef TIMERS_H
#define TIMERS_H

#include "core.h"

struct loop;
struct async_state;

/* 6 to 12: less takes less memory, more has frames move less often. But the frames of a bucket, when it is spread, must
 * stay in the cache until they are due. With 8 a bucket of level 1 is 2 ms. */
#ifndef TIMER_BITS
#if defined(ASYNCC_BARE)
#define TIMER_BITS 6
#else
#define TIMER_BITS 8
#endif
#endif

/* A quantum, of which level 0 has one in each bucket, is 2^TIMER_SHIFT nanoseconds. */
#define TIMER_SHIFT 13

enum {
    TIMER_BUCKETS = 1 << TIMER_BITS,
    TIMER_LEVELS = (64 - TIMER_SHIFT + TIMER_BITS - 1) / TIMER_BITS,
    TIMER_WORDS = TIMER_BUCKETS / 64
};

struct timer_level {
    uint64_t words;                      /* bit W: word W of `used` is not 0 */
    uint64_t used[TIMER_WORDS];          /* bit B of word W: bucket 64 W + B is not empty */
    async_frame *buckets[TIMER_BUCKETS]; /* the first frame; its `previous` is the last one */
};

/* All zero is an empty one. */
struct timers {
    uint64_t base;                           /* no deadline is before it, and it never passes the clock */
    uint64_t sorted;                         /* the bucket of this quantum is in order */
    uint32_t levels;                         /* bit L: level L is not empty */
    size_t count;                            /* frames */
    struct timer_level *level[TIMER_LEVELS]; /* NULL until it is needed */
};

/* Queues a frame whose async_timer has its deadline set, at or after `now`, which is not before the last one of
 * timers_expire. A deadline that others have passed already becomes theirs. */
void timers_add(struct timers *timers, async_frame *frame, uint64_t now);

/* Removes a queued frame. O(1). */
void timers_remove(struct timers *timers, async_frame *frame);

/* Makes frames ready whose deadline is not after `now`, in order; those with ASYNC_DEADLINE go to the loop's list
 * `due`. With very many of them it stops early, so that ready frames run while they are in the cache. */
void timers_expire(struct timers *timers, uint64_t now, struct loop *loop);

/* A time before which nothing expires. There must be a timer. Waiting until then and calling timers_expire makes
 * progress. The second one also waits for timers that come soon after. */
uint64_t timers_next(struct timers *timers);
uint64_t timers_first(struct timers *timers); /* later, if possible: when the first one expires */
uint64_t timers_next_shared(struct timers *timers);

/* Frees the levels; those that are empty and in the reserve. */
void timers_free(struct timers *timers);
void timers_trim(struct async_state *state, struct timers *timers);

/* True for a frame that is queued here. */
static inline bool timer_is_queued(const async_frame *frame)
{
    return ((const async_timer *)(frame + 1))->async_previous != NULL;
}

static inline bool timers_empty(const struct timers *timers)
{
    return timers->levels == 0;
}

#endif
