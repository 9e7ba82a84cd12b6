/* memory.c: all memory that the runtime allocates goes through here.
 *
 * It comes from the thread's port: first from the pool that this may have, then from its `allocate`; without a port
 * from the system. What frames need must not fail once a wait has begun, so the thread keeps a reserve. While that is
 * broken into, memory is refused at the door: see pool_refuses.
 *
 * A port's pool and the reserve are arenas: blocks with a header, and a list of the gaps between them, by address. They
 * serve few, large requests.
 */
#include "internal.h"

#include <string.h>

enum {
    RESERVE_LEAST = 64 << 10, /* bytes, which are not touched before they are needed; … */
    RESERVE_PART = 4,         /* … as a part of the slabs … */
    RESERVE_MOST = 4 << 20,   /* … up to this */
    POOL_PART = 8             /* with a port's pool: as a part of that */
};

ASYNC_THREAD_LOCAL struct thread_memory thread_memory;

/* --- arenas --- */

/* At the start of its memory. */
struct arena {
    _Alignas(16) struct block *gaps; /* by address */
    size_t size;                     /* of all of it */
    size_t used;                     /* bytes that are taken */
    struct arena *older;             /* a reserve that was replaced while something was in it */
    void *memory;                    /* where it was allocated */
};

/* Before each block. Its size keeps the block aligned. */
struct block {
    _Alignas(16) size_t size; /* with this header */
    struct block *next;       /* of a gap */
};

static struct arena *arena_make(void *memory, size_t size)
{
    size_t aligned = -(uintptr_t)memory & 15;
    if (!memory || size < aligned + sizeof(struct arena) + 2 * sizeof(struct block))
        return NULL;
    struct arena *arena = (struct arena *)(void *)((char *)memory + aligned);
    size -= aligned;
    *arena = (struct arena){.gaps = (struct block *)(void *)(arena + 1), .size = size, .memory = memory};
    *arena->gaps = (struct block){.size = (size - sizeof *arena) & ~(size_t)15};
    return arena;
}

static bool arena_has(const struct arena *arena, const void *memory)
{
    return arena && (uintptr_t)memory - (uintptr_t)arena < arena->size;
}

static void *arena_take(struct arena *arena, size_t size)
{
    if (!arena || size > arena->size)
        return NULL;
    size = sizeof(struct block) + ((size + 15) & ~(size_t)15);
    struct block **place = &arena->gaps;
    while (*place && (*place)->size < size)
        place = &(*place)->next;
    struct block *block = *place;
    if (!block)
        return NULL;
    if (block->size < size + 2 * sizeof *block) {
        *place = block->next;
    } else {
        struct block *rest = (struct block *)(void *)((char *)block + size);
        *rest = (struct block){.size = block->size - size, .next = block->next};
        *place = rest;
        block->size = size;
    }
    arena->used += block->size;
    return block + 1;
}

/* Joins a gap with the next one if that follows at once. */
static void join_gaps(struct block *gap)
{
    struct block *next = gap->next;
    if (!next || (char *)gap + gap->size != (char *)next)
        return;
    gap->size += next->size;
    gap->next = next->next;
}

static void arena_give(struct arena *arena, void *memory)
{
    struct block *block = (struct block *)memory - 1, *before = NULL;
    arena->used -= block->size;
    struct block *after = arena->gaps;
    for (; after && after < block; after = after->next)
        before = after;
    block->next = after;
    join_gaps(block);
    if (!before) {
        arena->gaps = block;
        return;
    }
    before->next = block;
    join_gaps(before);
}

/* Gives memory back to the reserve that it came from; a replaced one that is then empty goes. False: it came from
 * elsewhere. */
static bool reserve_give(struct async_state *state, void *memory)
{
    struct arena **place = &state->reserve;
    while (*place && (!arena_has(*place, memory) || (*place)->memory == memory))
        place = &(*place)->older;
    struct arena *arena = *place;
    if (!arena)
        return false;
    arena_give(arena, memory);
    if (!arena->used && arena != state->reserve) {
        *place = arena->older;
        memory_give(arena->memory);
    }
    return true;
}

/* --- from the port --- */

void memory_begin(const async_port *port)
{
    thread_memory = (struct thread_memory){.port = port};
    if (port && port->pool)
        thread_memory.pool = arena_make(port->pool, port->pool_size);
}

void *memory_take(size_t size)
{
    const async_port *port = thread_memory.port;
    if (!port)
        return port_allocate(size);
    void *memory = arena_take(thread_memory.pool, size);
    if (!memory && port->allocate)
        memory = port->allocate(port->context, size);
    return memory;
}

void memory_give(void *memory)
{
    const async_port *port = thread_memory.port;
    struct async_state *state = async_this_thread.async_state;
    if (!memory)
        return;
    if (state && reserve_give(state, memory))
        return;
    if (!port)
        port_release(memory);
    else if (arena_has(thread_memory.pool, memory))
        arena_give(thread_memory.pool, memory);
    else if (port->release)
        port->release(port->context, memory);
}

void *memory_ask(size_t size)
{
    return memory_refused() ? NULL : memory_take(size);
}

size_t memory_pool_size(void)
{
    return thread_memory.pool ? thread_memory.port->pool_size : 0;
}

/* --- the reserve --- */

void *memory_need(struct async_state *state, size_t size)
{
    void *memory = memory_take(size);
    if (!memory) {
        state->is_short = true;
        memory = arena_take(state->reserve, size);
    }
    return memory;
}

void *reserve_take(struct async_state *state, size_t size)
{
    state->is_short = true;
    return arena_take(state->reserve, size);
}

bool reserve_has(const struct async_state *state, const void *memory)
{
    const struct arena *arena = state->reserve;
    while (arena && !arena_has(arena, memory))
        arena = arena->older;
    return arena != NULL;
}

static size_t reserve_size(const struct async_state *state)
{
    if (memory_pool_size())
        return memory_pool_size() / POOL_PART;
    size_t size = RESERVE_LEAST;
    while (size < RESERVE_MOST && size < state->slab_bytes / RESERVE_PART)
        size *= 2;
    return size;
}

void reserve_keep(struct async_state *state)
{
    struct arena *old = state->reserve;
    size_t size = reserve_size(state);
    if (!old || old->used || old->size + 15 < size || old->size > 2 * size) {
        struct arena *arena = arena_make(memory_take(size), size);
        if (arena)
            state->reserve = arena;
        if (arena && old && old->used)
            arena->older = old;
        else if (arena && old)
            memory_give(old->memory);
    }
    state->is_short = !state->reserve || state->reserve->used;
}

void reserve_free(struct async_state *state)
{
    while (state->reserve) {
        struct arena *reserve = state->reserve;
        state->reserve = reserve->older;
        memory_give(reserve->memory);
    }
}
