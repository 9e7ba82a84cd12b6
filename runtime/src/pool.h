/* pool.h: memory, and frames out of it. */
#ifndef POOL_H
#define POOL_H

#include "state.h"

/* --- memory.c --- */

struct thread_memory {
    const async_port *port; /* NULL: the system */
    struct arena *pool;     /* the port's pool, or NULL */
};
extern ASYNC_THREAD_LOCAL struct thread_memory thread_memory;

/* From now on the thread's memory comes from this port. It holds none. */
void memory_begin(const async_port *port);

/* Memory for the calling thread, aligned for anything, or NULL; frees it, also what came from the reserve. */
void *memory_take(size_t size);
void memory_give(void *memory);

/* The same for what may fail, because the program is told about it. */
void *memory_ask(size_t size);

/* The size of the port's pool; 0: there is none. */
size_t memory_pool_size(void);

/* For what must not fail: also breaks into the reserve. NULL when that is gone, too. */
void *memory_need(struct async_state *state, size_t size);

/* From the reserve alone. */
void *reserve_take(struct async_state *state, size_t size);
bool reserve_has(const struct async_state *state, const void *memory);

/* Makes the reserve as large as it should be, if there is memory, and finds out whether it is broken into. */
void reserve_keep(struct async_state *state);
void reserve_free(struct async_state *state);

/* --- pool.c --- */

/* Whether frames come from the pool in this process. */
bool pool_wanted(void);

/* True while the reserve is broken into: then nothing new may begin. */
bool pool_refuses(struct async_state *state);

/* A frame of this function with its header filled in, or NULL without memory. `begun`: for what must not fail, from the
 * reserve as well. */
async_frame *pool_try(const async_function *function, bool begun);

/* Returns unused memory to the system while more than the limit is kept. */
void pool_trim(struct async_state *state);

/* Returns all memory. */
void pool_close(struct async_state *state);

/* Calls the out-of-memory handler. Does not return. */
_Noreturn void pool_exhausted(const char *function, size_t size);

/* Calls this for each frame in use: waiting ones, tasks that are done, objects that are not started. It may not take
 * or release any. */
void pool_each(struct async_state *state, void (*call)(async_frame *frame, void *context), void *context);

#endif
