/* pool.c: memory for frames.
 *
 * Frames are carved from slabs, one size class (a multiple of ASYNC_POOL_UNIT bytes) per slab, without a header of
 * their own. A freed frame goes to its class's free list in async_this_thread, the only thing that async_take and
 * async_release access. The address of a frame is a multiple of 16 if its size is, else of 8 if its size is, …: the
 * alignment that a struct of that size can require.
 *
 * The pool keeps POOL_KEEP bytes. Beyond that, slabs without a frame in use are returned to the system, but only by
 * pool_trim, which the loop calls when it is closed and, at most once a second, before it waits. Nothing is counted in
 * between; pool_trim walks through the free lists.
 *
 * Frames larger than the largest class have memory of their own, and are kept in a list. All frames do with
 * AddressSanitizer, or with ASYNCC_POOL=0 in the environment, so that a use after free is detected: then pool_classes
 * stays 0.
 */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLAB_FIRST = 4096,   /* bytes of a class's first slab; each further one is twice as large, … */
    SLAB_LAST = 1 << 20, /* … up to this */
    SLAB_LEAST = 1024,   /* where memory is short; the largest class fits */
    SLAB_OVERHEAD = 32,  /* malloc's own bytes, left free so that a slab does not begin another page */
    POOL_SLABS = 32,     /* a port's pool has room for so many slabs at least */
    CARVE = 32,          /* frames put on the free list at a time */
    POOL_KEEP = 1 << 20  /* the most bytes that an idle thread keeps without a frame in use */
};

struct slab {
    size_t unit;   /* the size class */
    size_t bytes;  /* the slab's size, including this header */
    size_t carved; /* how many frames have been carved so far, from the start */
    size_t free;   /* while trimming: how many of those are free */
};

/* Before such a frame. Its size keeps the frame aligned. */
struct large {
    _Alignas(16) struct large *next;
    struct large **previous; /* what points to it */
};

#if defined(__GNUC__)
/* Defined if the program has AddressSanitizer's runtime. */
extern void __asan_init(void) __attribute__((weak));
static bool sanitized(void)
{
    return __asan_init != NULL;
}
#else
static bool sanitized(void)
{
    return false;
}
#endif

bool pool_wanted(void)
{
    const char *asked = port_setting("ASYNCC_POOL");
    return !sanitized() && !(asked && asked[0] == '0');
}

/* --- out of memory --- */

static async_out_of_memory_handler *out_of_memory;

async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *handler)
{
    async_out_of_memory_handler *before = out_of_memory;
    out_of_memory = handler;
    return before;
}

_Noreturn void pool_exhausted(const char *function, size_t size)
{
    if (out_of_memory)
        out_of_memory(function, size);
    fprintf(stderr, "asyncc: error: out of memory: no %zu bytes for a frame of %s\n", size, function);
    abort();
}

/* --- slabs --- */

static char *slab_frame(struct slab *slab, size_t index)
{
    return (char *)(slab + 1) + index * slab->unit * ASYNC_POOL_UNIT;
}

static size_t slab_room(const struct slab *slab)
{
    return (slab->bytes - sizeof *slab) / (slab->unit * ASYNC_POOL_UNIT);
}

/* Makes room for one more in the list of slabs. False without memory. */
static bool list_grow(struct async_state *state, bool begun)
{
    if (state->slab_count < state->slab_room)
        return true;
    size_t room = state->slab_room ? 2 * state->slab_room : 16, size = room * sizeof *state->slabs;
    struct slab **slabs = begun ? memory_need(state, size) : memory_take(size);
    if (!slabs)
        return false;
    if (state->slabs)
        memcpy(slabs, state->slabs, state->slab_count * sizeof *slabs);
    memory_give(state->slabs);
    state->slabs = slabs;
    state->slab_room = room;
    return true;
}

/* The size of the next slab of this class, without the overhead. */
static size_t next_size(const struct async_state *state, size_t unit)
{
    size_t last = SLAB_LAST, first = SLAB_FIRST, pool = memory_pool_size() / POOL_SLABS;
    if (memory_pool_size() && pool < first)
        first = pool > SLAB_LEAST ? pool : SLAB_LEAST;
    if (memory_pool_size() && pool < last)
        last = pool > first ? pool : first;
    size_t size = state->current[unit] ? 2 * (state->current[unit]->bytes + SLAB_OVERHEAD) : first;
    return size < last ? size : last;
}

/* Memory for a slab; smaller, where memory is short. `size` becomes its size. */
static struct slab *slab_memory(struct async_state *state, size_t *size, bool begun)
{
    for (; *size >= SLAB_LEAST; *size /= 2) {
        struct slab *slab = memory_take(*size - SLAB_OVERHEAD);
        if (slab)
            return slab;
    }
    *size = SLAB_LEAST;
    return begun ? reserve_take(state, *size - SLAB_OVERHEAD) : NULL;
}

/* A new slab for this class, or NULL. */
static struct slab *slab_new(struct async_state *state, size_t unit, bool begun)
{
    size_t size = next_size(state, unit);
    struct slab *slab = list_grow(state, begun) ? slab_memory(state, &size, begun) : NULL;
    if (!slab)
        return NULL;
    size_t bytes = size - SLAB_OVERHEAD;
    *slab = (struct slab){.unit = unit, .bytes = bytes};

    size_t at = state->slab_count++;
    for (; at > 0 && state->slabs[at - 1] > slab; at--)
        state->slabs[at] = state->slabs[at - 1];
    state->slabs[at] = slab;
    state->slab_bytes += bytes;
    state->current[unit] = slab;
    if (!state->is_short)
        reserve_keep(state);
    return slab;
}

/* Puts some frames on the free list of a class. False without memory. */
static bool refill(struct async_state *state, size_t unit, bool begun)
{
    struct slab *slab = state->current[unit];
    if (!slab || slab->carved == slab_room(slab))
        slab = slab_new(state, unit, begun);
    if (!slab)
        return false;
    size_t end = slab->carved + CARVE;
    if (end > slab_room(slab))
        end = slab_room(slab);
    async_frame **last = &async_this_thread.async_pool[unit];
    for (; slab->carved < end; slab->carved++) {
        async_frame *frame = (async_frame *)(void *)slab_frame(slab, slab->carved);
        *last = frame;
        last = &frame->async_link;
    }
    *last = NULL;
    return true;
}

/* --- frames with memory of their own --- */

static struct large *large_of(async_frame *frame)
{
    return (struct large *)(void *)((char *)frame - sizeof(struct large));
}

static async_frame *large_frame(struct large *large)
{
    return (async_frame *)(void *)(large + 1);
}

static async_frame *large_new(struct async_state *state, size_t size, bool begun)
{
    if (!state->reserve && !state->is_short)
        reserve_keep(state);
    size += sizeof(struct large);
    struct large *large = begun ? memory_need(state, size) : memory_take(size);
    if (!large)
        return NULL;
    large->next = state->large;
    large->previous = &state->large;
    if (large->next)
        large->next->previous = &large->next;
    state->large = large;
    return large_frame(large);
}

/* Takes it out of the list; its memory stays. */
static void large_leave(async_frame *frame)
{
    struct large *large = large_of(frame);
    *large->previous = large->next;
    if (large->next)
        large->next->previous = large->previous;
}

static void large_free(async_frame *frame)
{
    if (frame)
        memory_give(large_of(frame));
}

async_frame *pool_try(const async_function *function, bool begun)
{
    struct async_state *state = state_get();
    if (!state || (!begun && memory_refused()))
        return NULL;
    size_t unit = function->async_size / ASYNC_POOL_UNIT;
    async_frame *frame;
    if (unit >= async_this_thread.async_pool_classes) {
        frame = large_new(state, function->async_size, begun);
        if (!frame)
            return NULL;
    } else {
        if (!async_this_thread.async_pool[unit] && !refill(state, unit, begun))
            return NULL;
        frame = async_this_thread.async_pool[unit];
        async_this_thread.async_pool[unit] = frame->async_link;
    }
    *frame = (async_frame){.async_function = function,
                           .async_parent = async_this_thread.async_running,
                           .async_flags = async_this_thread.async_running->async_flags & ASYNC_CANCELLED};
    return frame;
}

void *async_take_slow(const async_function *function)
{
    async_frame *frame = pool_try(function, true);
    if (!frame)
        pool_exhausted(function->async_name, function->async_size);
    return frame;
}

void async_release_slow(async_frame *frame)
{
    large_leave(frame);
    large_free(frame);
}

void async_release(async_frame *frame)
{
    async_release_fast(frame);
}

async_frame *async_return(async_frame *frame, const async_function *function)
{
    return async_return_fast(frame, function);
}

void *async_park(void *frame, const async_function *function, unsigned state)
{
    return async_wait(frame ? frame : async_take(function), state);
}

void *async_park_for(void *frame, const async_function *function, unsigned state, async_frame *callee)
{
    return async_suspend(frame ? frame : async_take(function), state, callee);
}

/* Releases such a frame at the end of its function. Its awaiter reads the value immediately, before the next
 * frame gets here. */
async_frame *async_return_slow(async_frame *frame)
{
    struct async_state *state = async_this_thread.async_state;
    large_free(state->returned);
    large_leave(frame);
    state->returned = frame;
    return frame->async_parent;
}

/* --- all frames in use --- */

/* Marks free frames by a function that no frame in use has. */
static void mark_free(void)
{
    for (size_t unit = 0; unit < ASYNC_POOL_CLASSES; unit++)
        for (async_frame *frame = async_this_thread.async_pool[unit]; frame; frame = frame->async_link)
            frame->async_function = NULL;
}

void pool_each(struct async_state *state, void (*call)(async_frame *frame, void *context), void *context)
{
    mark_free();
    for (size_t i = 0; i < state->slab_count; i++)
        for (size_t k = 0; k < state->slabs[i]->carved; k++) {
            async_frame *frame = (async_frame *)(void *)slab_frame(state->slabs[i], k);
            if (frame->async_function)
                call(frame, context);
        }
    for (struct large *large = state->large; large; large = large->next)
        call(large_frame(large), context);
}

/* --- returning memory --- */

/* The slab that a frame was carved from; usually that of the previous query, `last`. */
static struct slab *slab_of(struct async_state *state, const async_frame *frame, struct slab *last)
{
    if (last && (uintptr_t)frame - (uintptr_t)last < last->bytes)
        return last;
    size_t low = 0, high = state->slab_count; /* the first slab after the frame is in low + 1 … high */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)state->slabs[middle] <= (uintptr_t)frame)
            low = middle;
        else
            high = middle;
    }
    return state->slabs[low];
}

/* Counts what is free in each slab. */
static void count_free(struct async_state *state)
{
    struct slab *slab = NULL;
    for (size_t i = 0; i < state->slab_count; i++)
        state->slabs[i]->free = 0;
    for (size_t unit = 0; unit < ASYNC_POOL_CLASSES; unit++)
        for (async_frame *frame = async_this_thread.async_pool[unit]; frame; frame = frame->async_link) {
            slab = slab_of(state, frame, slab);
            slab->free++;
        }
}

/* True for a slab that is returned: all of it is free. While memory is short only the reserve's are. */
static bool is_going(const struct async_state *state, const struct slab *slab, bool reserved)
{
    return slab->free == slab->carved && (!reserved || reserve_has(state, slab));
}

/* Removes the frames of slabs that are returned from a free list. */
static void drop_free(struct async_state *state, size_t unit, bool reserved)
{
    struct slab *slab = NULL;
    async_frame **last = &async_this_thread.async_pool[unit];
    for (async_frame *frame = *last; frame; frame = frame->async_link) {
        slab = slab_of(state, frame, slab);
        if (!is_going(state, slab, reserved)) {
            *last = frame;
            last = &frame->async_link;
        }
    }
    *last = NULL;
}

/* Returns slabs that are free. */
static void trim(struct async_state *state, bool reserved)
{
    bool used[ASYNC_POOL_CLASSES] = {false}, going[ASYNC_POOL_CLASSES] = {false};
    size_t kept = 0;

    count_free(state);
    for (size_t i = 0; i < state->slab_count; i++) {
        const struct slab *slab = state->slabs[i];
        *(is_going(state, slab, reserved) ? &going[slab->unit] : &used[slab->unit]) = true;
    }
    for (size_t unit = 0; unit < ASYNC_POOL_CLASSES; unit++) {
        struct slab *current = state->current[unit];
        if (!going[unit])
            continue;
        if (used[unit])
            drop_free(state, unit, reserved);
        else
            async_this_thread.async_pool[unit] = NULL;
        if (current && is_going(state, current, reserved))
            state->current[unit] = NULL;
    }
    for (size_t i = 0; i < state->slab_count; i++) {
        struct slab *slab = state->slabs[i];
        if (!is_going(state, slab, reserved)) {
            state->slabs[kept++] = slab;
        } else {
            state->slab_bytes -= slab->bytes;
            memory_give(slab);
        }
    }
    state->slab_count = kept;
}

void pool_trim(struct async_state *state)
{
    large_free(state->returned);
    state->returned = NULL;
    if (state->slab_bytes > POOL_KEEP)
        trim(state, false);
    if (state->reserve)
        reserve_keep(state);
}

/* --- memory is refused at the door --- */

/* Whether enough of it has come back is only looked at here, when somebody wants to know. */
bool pool_refuses(struct async_state *state)
{
    if (!state->is_short)
        return false;
    large_free(state->returned);
    state->returned = NULL;
    trim(state, true);
    for (struct loop *loop = state->loop; loop; loop = loop->outer)
        timers_trim(state, &loop->timers);
    reserve_keep(state);
    return state->is_short;
}

void pool_close(struct async_state *state)
{
    large_free(state->returned);
    while (state->large)
        async_release_slow(large_frame(state->large));
    for (size_t i = 0; i < state->slab_count; i++)
        memory_give(state->slabs[i]);
    memory_give(state->slabs);
    reserve_free(state);
    for (size_t unit = 0; unit < ASYNC_POOL_CLASSES; unit++)
        async_this_thread.async_pool[unit] = NULL;
}
