/* timers.c: sleeping frames, in order of their deadlines, first come first served among equals.
 *
 * A radix heap. A deadline is counted in quanta of 2^TIMER_SHIFT nanoseconds, a number of TIMER_LEVELS digits of
 * TIMER_BITS bits. A frame is kept on the level of the highest digit in which its deadline differs from `base`, in the
 * bucket of that digit. So all frames on a lower level come before those on a higher one, and within a level the
 * buckets are in order. A bucket of a higher level, when its turn comes, is spread over the levels below by moving
 * `base` to its start; one of level 0, which holds the deadlines of one quantum, is sorted. Each frame moves down a few
 * times in its life (not at all when it is alone in its bucket), always from the front of a list to the end of another,
 * and the sort is stable, so equals keep their order.
 *
 * Compared with a heap there is no array to grow (so sleeping cannot fail), no path of cache misses, and a frame is
 * removed in constant time. The frames are linked: `link` forward, the timer's `previous` back, where the first one's
 * `previous` is the last one.
 */
#include "internal.h"

#include <string.h>

enum {
    EXPIRE_AT_ONCE = 256, /* frames, and those with the same deadline as the last one */
    INSERTIONS = 16,      /* frames of a bucket that are moved one by one; more are sorted by merging */
    SLACK = 50000,        /* nanoseconds; for so long a timer may wait for others */
    FETCH_LIMIT = 4096    /* frames fetched from either end of a bucket: more might not stay in the cache */
};

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)0)
#endif

/* The quantum whose bucket is known to be in order. */
static const uint64_t NOT_SORTED = UINT64_MAX;

static async_timer *timer_of(async_frame *frame)
{
    return (async_timer *)(frame + 1);
}

#if defined(__GNUC__)
static unsigned lowest_bit(uint64_t bits)
{
    return (unsigned)__builtin_ctzll(bits);
}
static unsigned highest_bit(uint64_t bits)
{
    return 63u - (unsigned)__builtin_clzll(bits);
}
#else
static unsigned lowest_bit(uint64_t bits)
{
    unsigned bit = 0;
    while (!(bits >> bit & 1))
        bit++;
    return bit;
}
static unsigned highest_bit(uint64_t bits)
{
    unsigned bit = 63;
    while (!(bits >> bit & 1))
        bit--;
    return bit;
}
#endif

/* The level of a deadline. */
static unsigned level_of(const struct timers *timers, uint64_t deadline)
{
    return highest_bit((deadline ^ timers->base) >> TIMER_SHIFT | 1) / TIMER_BITS;
}

static unsigned digit_of(uint64_t deadline, unsigned level)
{
    return (unsigned)(deadline >> (TIMER_SHIFT + level * TIMER_BITS)) % TIMER_BUCKETS;
}

static struct timer_level *level_new(struct timers *timers, unsigned at)
{
    struct timer_level *level = memory_need(async_this_thread.async_state, sizeof *level);
    if (!level)
        pool_exhausted("the timers", sizeof *level);
    memset(level, 0, sizeof *level);
    timers->level[at] = level;
    return level;
}

static struct timer_level *level_need(struct timers *timers, unsigned at)
{
    return timers->level[at] ? timers->level[at] : level_new(timers, at);
}

void timers_free(struct timers *timers)
{
    for (unsigned at = 0; at < TIMER_LEVELS; at++)
        memory_give(timers->level[at]);
    *timers = (struct timers){0};
}

void timers_trim(struct async_state *state, struct timers *timers)
{
    for (unsigned at = 0; at < TIMER_LEVELS; at++)
        if (!(timers->levels >> at & 1) && reserve_has(state, timers->level[at])) {
            memory_give(timers->level[at]);
            timers->level[at] = NULL;
        }
}

/* Puts a frame at the end of its bucket. */
static void place(struct timers *timers, async_frame *frame)
{
    async_timer *timer = timer_of(frame);
    unsigned at = level_of(timers, timer->async_deadline);
    unsigned digit = digit_of(timer->async_deadline, at);
    struct timer_level *level = level_need(timers, at);
    async_frame *first = level->buckets[digit];

    frame->async_link = NULL;
    if (first) {
        async_frame *last = timer_of(first)->async_previous;
        if (at == 0 && timer->async_deadline < timer_of(last)->async_deadline)
            timers->sorted = NOT_SORTED;
        last->async_link = frame;
        timer->async_previous = last;
        timer_of(first)->async_previous = frame;
    } else {
        level->buckets[digit] = frame;
        level->used[digit / 64] |= (uint64_t)1 << digit % 64;
        level->words |= (uint64_t)1 << digit / 64;
        timers->levels |= (uint32_t)1 << at;
        timer->async_previous = frame;
    }
}

/* Marks a bucket as empty. */
static void clear(struct timers *timers, unsigned at, unsigned digit)
{
    struct timer_level *level = timers->level[at];
    level->buckets[digit] = NULL;
    level->used[digit / 64] &= ~((uint64_t)1 << digit % 64);
    if (!level->used[digit / 64])
        level->words &= ~((uint64_t)1 << digit / 64);
    if (!level->words)
        timers->levels &= ~((uint32_t)1 << at);
}

void timers_add(struct timers *timers, async_frame *frame, uint64_t now)
{
    if (timers_empty(timers)) {
        timers->base = now; /* the nearer base is, the lower the levels are */
        timers->sorted = NOT_SORTED;
    } else if (timer_of(frame)->async_deadline < timers->base) {
        timer_of(frame)->async_deadline = timers->base;
    }
    place(timers, frame);
    timers->count++;
}

void timers_remove(struct timers *timers, async_frame *frame)
{
    /* Frames are always where they would be placed now: base only moves into a bucket that is then spread. */
    async_timer *timer = timer_of(frame);
    unsigned at = level_of(timers, timer->async_deadline);
    unsigned digit = digit_of(timer->async_deadline, at);
    async_frame *first = timers->level[at]->buckets[digit];

    if (frame != first) {
        timer->async_previous->async_link = frame->async_link;
        timer_of(frame->async_link ? frame->async_link : first)->async_previous = timer->async_previous;
    } else if (frame->async_link) {
        timers->level[at]->buckets[digit] = frame->async_link;
        timer_of(frame->async_link)->async_previous = timer->async_previous;
    } else {
        clear(timers, at, digit);
    }
    timer->async_previous = NULL;
    timers->count--;
}

static uint64_t bucket_start(const struct timers *timers, unsigned level, unsigned digit)
{
    unsigned shift = TIMER_SHIFT + level * TIMER_BITS;
    uint64_t above = shift + TIMER_BITS < 64 ? ~(uint64_t)0 << (shift + TIMER_BITS) : 0;
    return (timers->base & above) | (uint64_t)digit << shift;
}

/* --- sorting --- */

/* Merges two lists in order, through `link` only. `first` comes before `second` among equals. */
static async_frame *merge(async_frame *first, async_frame *second)
{
    async_frame *merged = NULL, **end = &merged;
    while (first && second) {
        async_frame **from = timer_of(second)->async_deadline < timer_of(first)->async_deadline ? &second : &first;
        *end = *from;
        end = &(*end)->async_link;
        *from = *end;
    }
    *end = first ? first : second;
    return merged;
}

/* Sorts a list. Each entry of `lists` has twice as many frames as the one before, or none. */
static async_frame *merge_sort(async_frame *list)
{
    enum { LISTS = 32 }; /* the last one takes what is left */
    async_frame *lists[LISTS];
    unsigned used = 0;
    while (list) {
        async_frame *next = list->async_link;
        unsigned i = 0;
        list->async_link = NULL;
        for (; i < used && lists[i]; i++) {
            list = merge(lists[i], list);
            lists[i] = NULL;
        }
        if (i == used && used < LISTS)
            lists[used++] = NULL;
        i -= i == LISTS;
        lists[i] = merge(lists[i], list);
        list = next;
    }
    for (unsigned i = 0; i < used; i++)
        list = merge(lists[i], list);
    return list;
}

/* Sets the links back. Returns the list. */
static async_frame *link_back(async_frame *first)
{
    async_frame *last = first;
    for (async_frame *frame = first->async_link; frame; frame = frame->async_link) {
        timer_of(frame)->async_previous = last;
        last = frame;
    }
    timer_of(first)->async_previous = last;
    return first;
}

/* Moves a frame to the left, to its place in the sorted list that ends before it. Returns the first frame. */
static async_frame *insert(async_frame *first, async_frame *frame)
{
    uint64_t deadline = timer_of(frame)->async_deadline;
    async_frame *left = timer_of(frame)->async_previous, *next = frame->async_link;
    left->async_link = next;
    timer_of(next ? next : first)->async_previous = left;
    while (left != first && deadline < timer_of(timer_of(left)->async_previous)->async_deadline)
        left = timer_of(left)->async_previous;
    timer_of(frame)->async_previous = timer_of(left)->async_previous;
    timer_of(left)->async_previous = frame;
    frame->async_link = left;
    if (left == first)
        return frame;
    timer_of(frame)->async_previous->async_link = frame;
    return first;
}

/* Sorts a list by moving frames to their places. If those are many it stops half-way, and returns false. */
static bool insertion_sort(async_frame **list)
{
    async_frame *first = *list, *next;
    unsigned count = 0;
    for (async_frame *frame = first->async_link; frame; frame = next) {
        next = frame->async_link;
        if (timer_of(frame)->async_deadline >= timer_of(timer_of(frame)->async_previous)->async_deadline)
            continue;
        if (++count > INSERTIONS)
            return false;
        *list = first = insert(first, frame);
    }
    return true;
}

/* The first frame of a bucket of level 0, which is then in order. */
static async_frame *in_order(struct timers *timers, unsigned digit)
{
    async_frame **bucket = &timers->level[0]->buckets[digit], *first = *bucket;
    uint64_t quantum = timer_of(first)->async_deadline >> TIMER_SHIFT;
    if (!first->async_link || timers->sorted == quantum)
        return first;
    timers->sorted = quantum;
    if (!insertion_sort(bucket))
        *bucket = link_back(merge_sort(*bucket));
    return *bucket;
}

/* --- the next one --- */

/* Finds the first bucket. */
static unsigned first_bucket(const struct timers *timers, unsigned *at)
{
    *at = lowest_bit(timers->levels);
    const struct timer_level *level = timers->level[*at];
    unsigned word = lowest_bit(level->words);
    return 64 * word + lowest_bit(level->used[word]);
}

uint64_t timers_next(struct timers *timers)
{
    unsigned at, digit = first_bucket(timers, &at);
    async_frame *first = at == 0 ? in_order(timers, digit) : timers->level[at]->buckets[digit];
    return at > 0 && first->async_link ? bucket_start(timers, at, digit) : timer_of(first)->async_deadline;
}

uint64_t timers_first(struct timers *timers)
{
    enum { MANY = 64 };
    unsigned at, digit = first_bucket(timers, &at), count = 0;
    if (at == 0)
        return timers_next(timers);
    uint64_t first = UINT64_MAX;
    for (async_frame *frame = timers->level[at]->buckets[digit]; frame; frame = frame->async_link) {
        if (++count > MANY)
            return bucket_start(timers, at, digit);
        if (timer_of(frame)->async_deadline < first)
            first = timer_of(frame)->async_deadline;
    }
    return first;
}

uint64_t timers_next_shared(struct timers *timers)
{
    unsigned at, digit = first_bucket(timers, &at), last = digit;
    if (at > 0)
        return timers_next(timers);
    const struct timer_level *level = timers->level[0];
    uint64_t limit = timer_of(in_order(timers, digit))->async_deadline + SLACK;
    for (unsigned i = digit + 1; i < TIMER_BUCKETS && bucket_start(timers, 0, i) <= limit; i++)
        if (level->used[i / 64] >> i % 64 & 1)
            last = i;
    uint64_t deadline = timer_of(timer_of(in_order(timers, last))->async_previous)->async_deadline;
    return deadline < limit ? deadline : limit;
}

/* --- expiry --- */

/* Brings the frames of a bucket into the cache. Walking a list is limited by memory latency, because each frame is
 * found through the one before; walking from both ends takes half the time. */
static void fetch(const async_frame *first)
{
    const async_frame *last = ((const async_timer *)(first + 1))->async_previous;
    for (unsigned i = 0; i < FETCH_LIMIT && first != last && first->async_link != last; i++) {
        first = first->async_link;
        PREFETCH(first + 1); /* often on the next line */
        last = ((const async_timer *)(last + 1))->async_previous;
        PREFETCH(last);
    }
}

static void expire(async_frame *frame, struct loop *loop)
{
    timer_of(frame)->async_previous = NULL; /* no longer queued here */
    if (!(frame->async_flags & ASYNC_DEADLINE)) {
        async_ready_now(frame, 0);
        return;
    }
    frame->async_link = NULL;
    *loop->due_end = frame;
    loop->due_end = &frame->async_link;
}

/* Spreads a bucket over the lower levels. They are empty, so what is left stays where it is. */
static void spread(struct timers *timers, unsigned at, unsigned digit)
{
    async_frame *frame = timers->level[at]->buckets[digit];
    fetch(frame);
    timers->base = bucket_start(timers, at, digit);
    timers->sorted = NOT_SORTED;
    clear(timers, at, digit);
    while (frame) {
        async_frame *next = frame->async_link;
        place(timers, frame);
        frame = next;
    }
}

/* Expires the first frames of a bucket that is in order, at most `most` and those that are due at the same time as the
 * last one. Returns how many. */
static unsigned expire_bucket(struct timers *timers, unsigned at, unsigned digit, uint64_t now, unsigned most,
                              struct loop *loop)
{
    async_frame *frame = timers->level[at]->buckets[digit], *last = timer_of(frame)->async_previous;
    uint64_t deadline = timer_of(frame)->async_deadline;
    unsigned count = 0;
    timers->base = deadline;
    while (frame) {
        uint64_t own = timer_of(frame)->async_deadline;
        if (own > now || (count >= most && own != deadline))
            break;
        async_frame *next = frame->async_link;
        deadline = own;
        expire(frame, loop);
        count++;
        frame = next;
    }
    timers->count -= count;
    if (frame) {
        timers->level[at]->buckets[digit] = frame;
        timer_of(frame)->async_previous = last;
    } else {
        clear(timers, at, digit);
    }
    return count;
}

void timers_expire(struct timers *timers, uint64_t now, struct loop *loop)
{
    unsigned ready = 0;
    while (!timers_empty(timers) && ready < EXPIRE_AT_ONCE) {
        unsigned at, digit = first_bucket(timers, &at);
        async_frame *first = at == 0 ? in_order(timers, digit) : timers->level[at]->buckets[digit];
        bool alone = at == 0 || !first->async_link;
        if ((alone ? timer_of(first)->async_deadline : bucket_start(timers, at, digit)) > now)
            return;
        if (alone)
            ready += expire_bucket(timers, at, digit, now, EXPIRE_AT_ONCE - ready, loop);
        else
            spread(timers, at, digit);
    }
}
