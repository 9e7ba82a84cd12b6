/* marks.h: the definitions that asyncc reads. Part of <asyncc.h>.
 *
 * Every name that takes an async call is an object-like macro for a prefix operator, so that its operand stays plain
 * text, even for void calls.
 */
#ifndef ASYNCC_MARKS_H
#define ASYNCC_MARKS_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#define async_new (async_task *)sizeof
#define async_spawn (async_task *)sizeof
#define async_start __extension__
#define async_run __extension__
#define async_gather (void)

#if defined(__STDC_VERSION__) && __STDC_VERSION__ > 202000L
#define async_repr (const char *)sizeof
#else
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wstrict-prototypes"
#endif
const char *async_repr(); /* takes anything */
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
#endif

/* How the functions of <asyncc.h> wait. NAME__wait(frame, args) arms a leaf; "timer" means that it needs an async_timer
 * after the frame's header. */
__attribute__((__annotate__("async"), __annotate__("async_leaf:timer"))) int async_sleep(double);
__attribute__((__annotate__("async"), __annotate__("async_leaf"))) int async_yield(void);
__attribute__((__annotate__("async"), __annotate__("async_join"))) int async_join(async_task *);

/* Leaves that may end at once, and otherwise wait in a line: NAME__try(args) says which. */
#define ASYNC_LINE_LEAF __attribute__((__annotate__("async"), __annotate__("async_leaf:line"))) int
struct async_event;
struct async_mutex;
struct async_semaphore;
struct async_barrier;
struct async_queue;
struct async_promise;
ASYNC_LINE_LEAF async_event_wait(struct async_event *);
ASYNC_LINE_LEAF async_mutex_lock(struct async_mutex *);
ASYNC_LINE_LEAF async_semaphore_wait(struct async_semaphore *);
ASYNC_LINE_LEAF async_barrier_wait(struct async_barrier *);
ASYNC_LINE_LEAF async_queue_put(struct async_queue *, const void *);
ASYNC_LINE_LEAF async_queue_get(struct async_queue *, void *);
ASYNC_LINE_LEAF async_queue_drained(struct async_queue *);
ASYNC_LINE_LEAF async_promise_wait(struct async_promise *, void **);

/* This declares nothing here, but asyncc must not use its names for anything else. */
#include "abi.h"

#endif
