/* uv.h: tasks inside of libuv's loop. Link asyncc::uv (libasyncc-uv).
 *
 * The calling thread's tasks run while uv_run runs this loop. async_run is not used then: async_spawn is called from
 * the loop's callbacks, or before uv_run.
 */
#ifndef ASYNCC_UV_H
#define ASYNCC_UV_H

#include "../asyncc.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uv_loop_s; /* uv_loop_t */

/* From now on: 0. uv_run goes on while there are tasks. -EBUSY: the thread's loop runs, or is attached. -ENOSYS: the
 * library waits by poll. Other errors are libuv's, which are negative errnos. Elision: -ENOSYS. */
ASYNC_API int async_uv_attach(struct uv_loop_s *__loop);

/* Cancels the tasks that are left. uv_run goes on until they have ended; then the loop is attached no more, and has no
 * handles of asyncc's. Elision: nothing. */
ASYNC_API void async_uv_detach(struct uv_loop_s *__loop);

#if !defined(ASYNCC_GENERATED) && !defined(__ASYNCC__) && !defined(ASYNC_ADAPTER)
static __inline__ int async_uv_attach(struct uv_loop_s *__loop)
{
    (void)__loop;
    return -38; /* ENOSYS */
}

static __inline__ void async_uv_detach(struct uv_loop_s *__loop)
{
    (void)__loop;
}
#endif

#ifdef __cplusplus
}
#endif

#endif
