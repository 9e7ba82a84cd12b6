/* timers.c: sleeping frames, in order of their deadlines, first come first served among equals.
 *
 * A radix heap. A deadline is a number of seven digits of TIMER_BITS bits. A frame is kept on the level of the highest
 * digit in which its deadline differs from `base`, in the bucket of that digit. So all frames on a lower level come
 * before those on a higher one, and within a level the buckets are in order. On level 0 all deadlines of a bucket are
 * equal; a bucket of a higher level, when its turn comes, is spread over the levels below by moving `base` to its
 * start. Each frame moves down a few times in its life (not at all when it is alone in its bucket), always from the
 * front of a list to the end of another, so equals keep their order.
 *
 * Compared with a heap there is no array to grow (so sleeping cannot fail), no path of cache misses, and a frame is
 * removed in constant time. The frames are linked: `link` forward, the timer's `previous` back, where the first one's
 * `previous` is the last one.
 */
#include "internal.h"

enum {
    EXPIRE_AT_ONCE = 256, /* frames, if all deadlines differ */
    FETCH_LIMIT = 4096    /* frames fetched from either end of a bucket: more might not stay in the cache */
};

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
    return highest_bit((deadline ^ timers->base) | 1) / TIMER_BITS;
}

static unsigned digit_of(uint64_t deadline, unsigned level)
{
    return (unsigned)(deadline >> level * TIMER_BITS) % TIMER_BUCKETS;
}

/* Puts a frame at the end of its bucket. */
static void place(struct timers *timers, async_frame *frame)
{
    async_timer *timer = timer_of(frame);
    unsigned at = level_of(timers, timer->async_deadline);
    unsigned digit = digit_of(timer->async_deadline, at);
    struct timer_level *level = &timers->level[at];
    async_frame *first = level->buckets[digit];

    frame->async_link = NULL;
    if (first) {
        async_frame *last = timer_of(first)->async_previous;
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
    struct timer_level *level = &timers->level[at];
    level->buckets[digit] = NULL;
    level->used[digit / 64] &= ~((uint64_t)1 << digit % 64);
    if (!level->used[digit / 64])
        level->words &= ~((uint64_t)1 << digit / 64);
    if (!level->words)
        timers->levels &= ~((uint32_t)1 << at);
}

void timers_add(struct timers *timers, async_frame *frame, uint64_t now)
{
    if (timers_empty(timers))
        timers->base = now; /* the nearer base is, the lower the levels are */
    place(timers, frame);
    timers->count++;
}

void timers_remove(struct timers *timers, async_frame *frame)
{
    /* Frames are always where they would be placed now: base only moves into a bucket that is then spread. */
    async_timer *timer = timer_of(frame);
    unsigned at = level_of(timers, timer->async_deadline);
    unsigned digit = digit_of(timer->async_deadline, at);
    async_frame *first = timers->level[at].buckets[digit];

    if (frame != first) {
        timer->async_previous->async_link = frame->async_link;
        timer_of(frame->async_link ? frame->async_link : first)->async_previous = timer->async_previous;
    } else if (frame->async_link) {
        timers->level[at].buckets[digit] = frame->async_link;
        timer_of(frame->async_link)->async_previous = timer->async_previous;
    } else {
        clear(timers, at, digit);
    }
    timer->async_previous = NULL;
    timers->count--;
}

static uint64_t bucket_start(const struct timers *timers, unsigned level, unsigned digit)
{
    unsigned shift = level * TIMER_BITS;
    uint64_t above = shift + TIMER_BITS < 64 ? ~(uint64_t)0 << (shift + TIMER_BITS) : 0;
    return (timers->base & above) | (uint64_t)digit << shift;
}

/* Finds the first bucket, and the time when it has to be checked: when it starts, or, if that is known without a
 * search, when its first frame is due. */
static uint64_t first_bucket(const struct timers *timers, unsigned *at, unsigned *digit)
{
    *at = lowest_bit(timers->levels);
    const struct timer_level *level = &timers->level[*at];
    unsigned word = lowest_bit(level->words);
    *digit = 64 * word + lowest_bit(level->used[word]);
    async_frame *first = level->buckets[*digit];
    if (*at == 0 || !first->async_link)
        return timer_of(first)->async_deadline;
    return bucket_start(timers, *at, *digit);
}

uint64_t timers_next(const struct timers *timers)
{
    unsigned at, digit;
    return first_bucket(timers, &at, &digit);
}

/* Brings the frames of a bucket into the cache. Walking a list is limited by memory latency, because each frame is
 * found through the one before; walking from both ends takes half the time. */
static void fetch(const async_frame *first)
{
    const async_frame *last = ((const async_timer *)(first + 1))->async_previous;
    for (unsigned i = 0; i < FETCH_LIMIT && first != last && first->async_link != last; i++) {
        first = first->async_link;
        last = ((const async_timer *)(last + 1))->async_previous;
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

void timers_expire(struct timers *timers, uint64_t now, struct loop *loop)
{
    unsigned ready = 0;
    while (!timers_empty(timers) && ready < EXPIRE_AT_ONCE) {
        unsigned at, digit;
        uint64_t start = first_bucket(timers, &at, &digit);
        if (start > now)
            return;
        async_frame *frame = timers->level[at].buckets[digit];
        clear(timers, at, digit);
        timers->base = start; /* all lower levels are empty, so what is left stays where it is */
        bool due = at == 0 || !frame->async_link;
        if (!due)
            fetch(frame);
        while (frame) {
            async_frame *next = frame->async_link;
            if (due) {
                expire(frame, loop);
                timers->count--;
                ready++;
            } else {
                place(timers, frame);
            }
            frame = next;
        }
    }
}
