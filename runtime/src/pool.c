/* pool.c: memory for frames.
 *
 * Frames are carved from slabs, one size class (a multiple of ASYNC_POOL_UNIT bytes) per slab, without a header of
 * their own. A freed frame goes to its class's free list in async_thread, the only thing that async_take and
 * async_release access. The address of a frame is a multiple of 16 if its size is, else of 8 if its size is, …: the
 * alignment that a struct of that size can require.
 *
 * The pool keeps POOL_KEEP bytes. Beyond that, slabs without a frame in use are returned to the system, but only by
 * pool_trim, which the loop calls when it is closed and, at most once a second, before it waits. Nothing is counted in
 * between; pool_trim walks through the free lists.
 *
 * Frames larger than the largest class come from malloc, and are kept in a list. All frames do with AddressSanitizer,
 * or with ASYNCC_POOL=0 in the environment, so that a use after free is detected: then pool_classes stays 0.
 */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    SLAB_FIRST = 4096,   /* bytes of a class's first slab; each further one is twice as large, … */
    SLAB_LAST = 1 << 20, /* … up to this */
    SLAB_OVERHEAD = 32,  /* malloc's own bytes, left free so that a slab does not begin another page */
    CARVE = 32,          /* frames put on the free list at a time */
    POOL_KEEP = 1 << 20  /* the most bytes that an idle thread keeps without a frame in use */
};

struct slab {
    size_t unit;   /* the size class */
    size_t bytes;  /* the slab's size, including this header */
    size_t carved; /* how many frames have been carved so far, from the start */
    size_t free;   /* while trimming: how many of those are free */
};

/* Before a frame from malloc. Its size keeps the frame aligned. */
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
    const char *asked = getenv("ASYNCC_POOL");
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

/* A new slab for this class, or NULL. */
static struct slab *slab_new(struct async_state *state, size_t unit)
{
    if (state->slab_count == state->slab_room) {
        size_t room = state->slab_room ? 2 * state->slab_room : 16;
        struct slab **slabs = realloc(state->slabs, room * sizeof *slabs);
        if (!slabs)
            return NULL;
        state->slabs = slabs;
        state->slab_room = room;
    }
    size_t bytes = SLAB_FIRST - SLAB_OVERHEAD;
    if (state->current[unit])
        bytes = 2 * (state->current[unit]->bytes + SLAB_OVERHEAD) - SLAB_OVERHEAD;
    if (bytes > SLAB_LAST - SLAB_OVERHEAD)
        bytes = SLAB_LAST - SLAB_OVERHEAD;
    struct slab *slab = malloc(bytes);
    if (!slab)
        return NULL;
    *slab = (struct slab){.unit = unit, .bytes = bytes};

    size_t at = state->slab_count++;
    for (; at > 0 && state->slabs[at - 1] > slab; at--)
        state->slabs[at] = state->slabs[at - 1];
    state->slabs[at] = slab;
    state->slab_bytes += bytes;
    state->current[unit] = slab;
    return slab;
}

/* Puts some frames on the free list of a class. False without memory. */
static bool refill(struct async_state *state, size_t unit)
{
    struct slab *slab = state->current[unit];
    if (!slab || slab->carved == slab_room(slab))
        slab = slab_new(state, unit);
    if (!slab)
        return false;
    size_t end = slab->carved + CARVE;
    if (end > slab_room(slab))
        end = slab_room(slab);
    async_frame **last = &async_thread.async_pool[unit];
    for (; slab->carved < end; slab->carved++) {
        async_frame *frame = (async_frame *)(void *)slab_frame(slab, slab->carved);
        *last = frame;
        last = &frame->async_link;
    }
    *last = NULL;
    return true;
}

/* --- frames from malloc --- */

static struct large *large_of(async_frame *frame)
{
    return (struct large *)(void *)((char *)frame - sizeof(struct large));
}

static async_frame *large_frame(struct large *large)
{
    return (async_frame *)(void *)(large + 1);
}

static async_frame *large_new(struct async_state *state, size_t size)
{
    struct large *large = malloc(sizeof *large + size);
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
        free(large_of(frame));
}

static async_frame *new_frame(const async_function *function)
{
    struct async_state *state = state_get();
    if (!state)
        return NULL;
    size_t unit = function->async_size / ASYNC_POOL_UNIT;
    async_frame *frame;
    if (unit >= async_thread.async_pool_classes) {
        frame = large_new(state, function->async_size);
        if (!frame)
            return NULL;
    } else {
        if (!async_thread.async_pool[unit] && !refill(state, unit))
            return NULL;
        frame = async_thread.async_pool[unit];
        async_thread.async_pool[unit] = frame->async_link;
    }
    *frame = (async_frame){.async_function = function,
                           .async_flags = async_thread.async_running->async_flags & ASYNC_CANCELLED};
    return frame;
}

async_frame *pool_try(const async_function *function)
{
    return memory_refused() ? NULL : new_frame(function);
}

void *async_take_slow(const async_function *function)
{
    async_frame *frame = new_frame(function);
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

/* Releases a frame from malloc at the end of its function. Its awaiter reads the value immediately, before the next
 * frame gets here. */
async_frame *async_return_slow(async_frame *frame)
{
    struct async_state *state = async_thread.async_state;
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
        for (async_frame *frame = async_thread.async_pool[unit]; frame; frame = frame->async_link)
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
        for (async_frame *frame = async_thread.async_pool[unit]; frame; frame = frame->async_link) {
            slab = slab_of(state, frame, slab);
            slab->free++;
        }
}

/* Removes the frames of completely free slabs from a free list. */
static void drop_free(struct async_state *state, size_t unit)
{
    struct slab *slab = NULL;
    async_frame **last = &async_thread.async_pool[unit];
    for (async_frame *frame = *last; frame; frame = frame->async_link) {
        slab = slab_of(state, frame, slab);
        if (slab->free < slab->carved) {
            *last = frame;
            last = &frame->async_link;
        }
    }
    *last = NULL;
}

void pool_trim(struct async_state *state)
{
    bool used[ASYNC_POOL_CLASSES] = {false}, going[ASYNC_POOL_CLASSES] = {false};
    size_t kept = 0;

    large_free(state->returned);
    state->returned = NULL;
    if (state->slab_bytes <= POOL_KEEP)
        return;
    count_free(state);
    for (size_t i = 0; i < state->slab_count; i++) {
        const struct slab *slab = state->slabs[i];
        *(slab->free < slab->carved ? &used[slab->unit] : &going[slab->unit]) = true;
    }
    for (size_t unit = 0; unit < ASYNC_POOL_CLASSES; unit++) {
        struct slab *current = state->current[unit];
        if (!going[unit])
            continue;
        if (used[unit])
            drop_free(state, unit);
        else
            async_thread.async_pool[unit] = NULL;
        if (current && current->free == current->carved)
            state->current[unit] = NULL;
    }
    for (size_t i = 0; i < state->slab_count; i++) {
        struct slab *slab = state->slabs[i];
        if (slab->free < slab->carved) {
            state->slabs[kept++] = slab;
        } else {
            state->slab_bytes -= slab->bytes;
            free(slab);
        }
    }
    state->slab_count = kept;
}

void pool_close(struct async_state *state)
{
    large_free(state->returned);
    while (state->large)
        async_release_slow(large_frame(state->large));
    for (size_t i = 0; i < state->slab_count; i++)
        free(state->slabs[i]);
    free(state->slabs);
    for (size_t unit = 0; unit < ASYNC_POOL_CLASSES; unit++)
        async_thread.async_pool[unit] = NULL;
}
