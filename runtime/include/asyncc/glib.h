/* glib.h: tasks inside of a main loop of GLib. Link asyncc::glib (libasyncc-glib).
 *
 * The calling thread's tasks run while this context is iterated. async_run is not used then: async_spawn is called from
 * callbacks of its sources, or before g_main_loop_run.
 */
#ifndef ASYNCC_GLIB_H
#define ASYNCC_GLIB_H

#include "../asyncc.h"

#ifdef __cplusplus
extern "C" {
#endif

struct _GMainContext; /* GMainContext */

/* From now on: 0. NULL: the default context. -EBUSY: the thread's loop runs, or is attached. -ENOSYS: the library waits
 * by poll. Elision: -ENOSYS. */
ASYNC_API int async_glib_attach(struct _GMainContext *__context);

/* Cancels the tasks that are left. They end while the context is iterated; then the loop is attached no more. Elision:
 * nothing. */
ASYNC_API void async_glib_detach(struct _GMainContext *__context);

#if !defined(ASYNCC_GENERATED) && !defined(__ASYNCC__) && !defined(ASYNC_ADAPTER)
static __inline__ int async_glib_attach(struct _GMainContext *__context)
{
    (void)__context;
    return -38; /* ENOSYS */
}

static __inline__ void async_glib_detach(struct _GMainContext *__context)
{
    (void)__context;
}
#endif

#ifdef __cplusplus
}
#endif

#endif
