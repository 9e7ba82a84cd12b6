/* asyncc.h: async and await for C.
 *
 * The forms and functions that users write, and what they mean. Their definitions depend on the reader:
 *
 *   asyncc/elision.h   a plain C compiler: the serial elision. `async` and `await` mean nothing, sleep sleeps, gather
 *                      runs its arguments one after the other. Nothing to link.
 *   asyncc/marks.h     asyncc (__ASYNCC__): marks that it finds again in clang's tree.
 *   asyncc/abi.h       generated C (ASYNCC_GENERATED) and hand-written leaves: frames, results, the event loop.
 *                      docs/abi.md explains it.
 *
 * Names. All names that these headers define begin with async_, ASYNC_ or ASYNCC_, including members of structs, and
 * programs define no macros with these prefixes. Internal names (parameters, locals) are reserved identifiers. So no
 * macro of a program, before the include or after it, affects these headers. They include no system header (with
 * compilers that know GNU C), so a `#define _GNU_SOURCE` after this one still works, and so does a program with a
 * uint64_t of its own.
 *
 * Threads. A loop and its tasks belong to the thread that made them. No function here may be called for another
 * thread's task.
 */
#ifndef ASYNCC_H
#define ASYNCC_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#if !defined(__SIZE_TYPE__)
#include <stddef.h>
#define __SIZE_TYPE__ size_t
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* --- the keywords -------------------------------------------------------------------------------------------------
 *
 * async T f(args)
 *     An async function. Calling it does not run it: the call is awaited, or given to one of the operators below.
 *
 * await f(args)
 *     Runs f to its end and gives its value. Only an await may suspend the caller, that is, let other tasks run before
 *     the call is done.
 *
 * async T c = f(args)
 *     A coroutine object: f with its arguments, not started. `await c` runs it to its end and gives its value. It is
 *     awaited once: a second time is reported and aborts. An object that is never awaited is reported at the end of
 *     the run.
 *
 * In C++, and with ASYNCC_NO_KEYWORDS, only the long spellings are defined. */

#if defined(__clang__) && !defined(ASYNCC_GENERATED)
#define _Async __attribute__((__annotate__("async")))
#else
#define _Async
#endif

/* A prefix operator that changes neither the type nor the value of its operand. */
#define _Await __extension__

#if !defined(ASYNCC_NO_KEYWORDS) && !defined(__cplusplus)
#define async _Async
#define await _Await
#endif

/* --- operators ----------------------------------------------------------------------------------------------------
 *
 * They take calls of async functions, void ones included.
 *
 * T async_run(f(args)), async_run(object)
 *     From ordinary code: makes an event loop, runs f to its end in it, and gives its value. Tasks that are still
 *     alive then are dropped. May be called again, and from within another run, whose tasks are paused meanwhile. If
 *     no task can ever continue (a deadlock), the runtime reports it and aborts.
 *
 * async T c = async_start(f(args))
 *     A coroutine object that is started immediately: it runs until it waits for the first time.
 *
 * async_task *t = async_new(f(args))
 *     A coroutine object without its type: for functions without a value, and for storage in structs. The caller owns
 *     it until it is awaited, joined, run or detached. NULL without memory.
 *
 * async_task *t = async_spawn(f(args))
 *     The same, but started immediately: a task, which runs while others wait. NULL if f has run to its end and there
 *     is no memory to keep its value.
 *
 * await async_gather(f(1), x = g(2), a[i] = h())
 *     Runs all of them concurrently; continues when all are done. Has no value.
 *
 * const char *async_repr(task)
 *     `<coroutine NAME at 0xADDRESS>`, for people to read. Takes a coroutine object, too. The text is valid until the
 *     thread has asked for 8 more. */

/* --- tasks -------------------------------------------------------------------------------------------------------- */

#if defined(ASYNCC_GENERATED) || defined(__ASYNCC__)
#define ASYNC_API extern
#else
#define ASYNC_API static __inline__
#endif

/* A task or coroutine object: a function with a frame of its own that was started, or will be. Made by async_new and
 * async_spawn. The holder of the pointer owns it until it is awaited, joined, run or detached. */
typedef struct async_frame async_task;

#if defined(__ASYNCC__) && !defined(ASYNCC_GENERATED)
#include "asyncc/marks.h"
#endif

/* Waits for the end of the task and frees it; starts it if it is new. Drops its value. Returns 0, or -ENOMEM for NULL,
 * so that the result of async_spawn need not be checked. A task is awaited or joined once: a second time is reported
 * and aborts. */
ASYNC_API _Async int async_join(async_task *__task);

/* The same for all tasks in an array, which the caller still owns. Returns -ENOMEM if one was NULL. */
ASYNC_API _Async int async_join_all(async_task **__tasks, __SIZE_TYPE__ __count);

/* Lets the task run without anyone waiting for it: its value is dropped, and it frees itself. Starts it if it is new.
 * Does nothing for NULL. */
ASYNC_API void async_detach(async_task *__task);

/* True when the task is done: awaiting it would not suspend. */
ASYNC_API int async_finished(const async_task *__task);

/* --- time --------------------------------------------------------------------------------------------------------- */

/* Waits at least that long. Tasks wake up in the order of their deadlines; equal ones in the order of the calls. 0,
 * negative values and NaN act as async_yield; 285 years or more is forever. Returns 0; cannot fail. */
ASYNC_API _Async int async_sleep(double __seconds);

/* Lets all tasks that are ready run first. Returns 0; cannot fail. */
ASYNC_API _Async int async_yield(void);

/* The loop's clock in seconds: monotonic, 0 when the thread first uses it. */
ASYNC_API double async_time(void);

/* For tests: the thread's clock stops while anything can run, and jumps to the next deadline when nothing can.
 * ASYNCC_VIRTUAL_TIME=1 in the environment turns this on for every thread. */
ASYNC_API void async_virtual_time(int __on);

/* --- memory --------------------------------------------------------------------------------------------------------
 * With ASYNCC_POOL=0 in the environment each frame comes from malloc, so that valgrind sees it. */

/* Sets the handler that is called when there are not `size` bytes for a frame of the function of that name. It must not
 * return. NULL is the default handler, which reports this on stderr and aborts. Returns the previous handler. The
 * handler is for all threads: set it before they start. */
typedef void async_out_of_memory_handler(const char *__function, __SIZE_TYPE__ __size);
ASYNC_API async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *__handler);

#if defined(ASYNCC_GENERATED)
#include "asyncc/abi.h"
#elif !defined(__ASYNCC__)
#include "asyncc/elision.h"
#endif

#ifdef __cplusplus
}
#endif

#endif
