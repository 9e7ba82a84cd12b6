/* asyncc.h: async and await for C.
 *
 * The forms and functions that users write, and in short what they mean; docs/runtime.md has all of it, and examples.
 * Their definitions depend on the reader:
 *
 *   asyncc/elision.h   a plain C compiler: the serial elision. `async` and `await` mean nothing, sleep sleeps, gather
 *                      runs its arguments one after the other. Nothing to link.
 *   asyncc/marks.h     asyncc (__ASYNCC__): marks that it finds again in clang's tree.
 *   asyncc/abi.h       generated C (ASYNCC_GENERATED) and hand-written leaves: frames, results, the event loop.
 *                      docs/abi.md explains it.
 *
 * Names. All names that these headers define begin with async_, ASYNC_ or ASYNCC_, including members of structs, and
 * programs define no macros with these prefixes. Only what programs write and read in a few structs has plain
 * names (period of async_interval, the members of async_stats and async_port): before the include, no macro may have
 * such a name. Internal names (parameters, locals) are reserved identifiers. So no
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
#include <stdint.h>
#define __SIZE_TYPE__ size_t
#define __UINT32_TYPE__ uint32_t
#define __UINT64_TYPE__ uint64_t
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

/* Marks an ordinary function that may block the thread, so that calls of it in async functions are warned about
 * (-Wasync-blocking); `instead`: what to await, a string, which may be empty.
 *
 *     int db_query(const char *text) ASYNC_BLOCKING("db_query_async(…)"); */
#if defined(__clang__) && defined(__ASYNCC__) && !defined(ASYNCC_GENERATED)
#define ASYNC_BLOCKING(instead) __attribute__((__annotate__("async_blocking:" instead)))
#else
#define ASYNC_BLOCKING(instead)
#endif

/* --- operators ----------------------------------------------------------------------------------------------------
 *
 * They take calls of async functions, void ones included; all but async_run and async_start also an assignment from a
 * call, x = f(args) or x += f(args): the value is stored when the call ends, however it ends. Without memory f is not
 * called: NULL, or -ENOMEM.
 *
 * T async_run(f(args)), async_run(object), async_run(task)
 *     From ordinary code: makes an event loop, runs f to its end in it, cancels and awaits what is left, and gives f's
 *     value; of a task what async_join gives. May be called again, and from within another run, whose tasks are paused
 *     meanwhile. If no task can ever continue (a deadlock), the runtime reports it and aborts.
 *
 * async T c = async_start(f(args))
 *     A coroutine object that is started immediately: it runs until it waits for the first time.
 *
 * async_task *t = async_new(f(args))
 *     A coroutine object without its type: for functions without a value, and for storage in structs. The caller owns
 *     it until it is awaited, joined, run or detached.
 *
 * async_task *t = async_spawn(f(args))
 *     The same, but started immediately: a task, which runs while others wait.
 *
 * await async_gather(f(1), x = g(2), a[i] += h())
 *     Runs all of them concurrently; continues when all have ended. Has no value. Cancellation: goes to all.
 *
 * int await async_timeout(seconds, f(args)), async_timeout_at(time, f(args))
 *     0: f ended by itself. -ETIMEDOUT: its time was up, it was cancelled and waited for. -ECANCELED: the caller is
 *     marked. f is always called. Elision: the call; 0.
 *
 * int await async_race(f(args), g(args), ...)
 *     Runs up to 32 calls: the index of the first one to end. The others are cancelled and waited for; all are called.
 *     -ECANCELED: the caller was cancelled before any had ended. Elision: all of them; 0.
 *
 * int await async_shield(f(args)), async_shield_for(seconds, f(args))
 *     Runs f where no cancellation of the caller reaches it: 0. The latter cancels it after that time: -ETIMEDOUT.
 *     Begins in a marked function, too. Elision: the call; 0.
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

/* The calling task: the innermost one that was spawned, given to async_run, or that is a group's child. Accepted
 * wherever a task is, but not by join and detach. Inside of what async_start started it is that call. */
#ifndef ASYNC_SELF
#define ASYNC_SELF ((async_task *)-1)
#endif

/* Waits for the end of the task and frees it; starts it if it is new. Returns the task's own value if the type of that
 * is a signed integer (signed char, short, int, long, long long, or an enumeration compatible with one; not plain char)
 * and the value is negative (INT_MIN if it is less); otherwise 0. -ENOMEM for NULL, so that the result of async_spawn
 * need not be checked. A task is awaited or joined once: a second time is reported and aborts.
 * Cancellation: goes to the task, which is waited for all the same; begins in a marked frame, too.
 * Elision: the status of the call that has already run. */
ASYNC_API _Async int async_join(async_task *__task);

/* The same for all tasks in an array, which the caller still owns. Returns the first failure in the array's order
 * (-ENOMEM for NULL, -ECANCELED counts), or 0. Cancellation: goes to all. */
ASYNC_API _Async int async_join_all(async_task *const *__tasks, __SIZE_TYPE__ __count);

/* Waits until one of them has ended, and returns its index: the lowest if several have. Starts those that are new,
 * frees nothing. NULL has ended. -EINVAL: no tasks. Cancellation: -ECANCELED, and is not passed on. Elision: 0, or
 * -EINVAL. */
ASYNC_API _Async int async_wait_any(async_task *const *__tasks, __SIZE_TYPE__ __count);

/* Asks the task to end: marks it and everything that it waits for. In what is marked each wait ends with -ECANCELED,
 * the one that it is in as well as later ones; a result that is there already is returned first. Runs none of the
 * task's code. 0, also when asked again; -EALREADY: it has ended, or NULL. A task that is new is started by whoever
 * joins it, and then finds its first wait cancelled. Elision: -EALREADY. */
ASYNC_API int async_cancel(async_task *__task);

/* True when the task is done: joining it would not suspend. NULL: true. Elision: 1. */
ASYNC_API int async_finished(const async_task *__task);

/* Lets the task run without anyone waiting for it: its value is dropped, and it frees itself. Starts it if it is new.
 * Does nothing for NULL. At the end of a run it is cancelled and waited for. */
ASYNC_API void async_detach(async_task *__task);

/* Gives the task a name, for dumps; the text is copied. NULL name: none again. 0, or -ENOMEM. Elision: 0. */
ASYNC_API int async_set_name(async_task *__task, const char *__name);

/* The task's name, or that of its function; valid as long as the task. NULL: "". Elision: "". */
ASYNC_API const char *async_name(const async_task *__task);

/* --- time ---------------------------------------------------------------------------------------------------------
 * Times are seconds. Not a number and negative spans are 0, INFINITY is never. */

typedef struct async_interval {
    double period;     /* seconds, > 0: async_interval every = {.period = 0.5}; */
    double async_next; /* private */
    int async_started; /* private */
} async_interval;

/* Now: seconds of the monotonic clock, the same in all threads; in virtual time the loop's. */
ASYNC_API double async_time(void);

/* Waits that long or longer: 0. Tasks wake up in the order of their deadlines; equal ones in the order of the calls.
 * 0 and less: as async_yield. */
ASYNC_API _Async int async_sleep(double __seconds);

/* Waits until then: 0. A time in the past: as async_yield. */
ASYNC_API _Async int async_sleep_until(double __time);

/* Lets all others that are ready have their turn first: 0. */
ASYNC_API _Async int async_yield(void);

/* Waits for the next multiple of the period, counted from the first call, which waits one period. Returns how many were
 * missed since the last one, usually 0; -EINVAL: the period is not positive. Never returns twice for one multiple, and
 * never at once because of those that were missed. */
ASYNC_API _Async int async_interval_tick(async_interval *__interval);

/* A line of waiting frames. Private. */
typedef struct async_waiters {
    async_task *async_first;
} async_waiters;

/* --- groups -------------------------------------------------------------------------------------------------------
 *
 * Any number of children, none of which outlives the group. Valid when zeroed; joined before it goes out of scope.
 *
 * int async_group_spawn(&g, [x =] f(a))
 *     Starts f as a child of the group: 0. If it gives anything else, f was not called: -ECANCELED, the group is
 * winding down, or the caller is marked; -EAGAIN, its limit is reached (wait in async_group_slot first); -ENOMEM.
 *
 * A child that ends with a negative value other than -ECANCELED cancels its siblings: the group winds down until it is
 * joined. Elision: the calls run where they are spawned. */
typedef struct async_group {
    async_task *async_children; /* private, as all members */
    async_task *async_joining;
    async_waiters async_slots, async_nexts;
    async_task *async_ends, *async_last_end;
    __SIZE_TYPE__ async_running, async_limit;
    int async_failure;
    unsigned async_state;
} async_group;

/* At most so many children run at once; 0: any number. Before the first spawn. */
ASYNC_API void async_group_limit(async_group *__group, __SIZE_TYPE__ __count);

/* A child that fails does not cancel the others. */
ASYNC_API void async_group_keep_going(async_group *__group);

/* The ends of children are not kept for async_group_next, which gives -EINVAL: for groups that live long. */
ASYNC_API void async_group_discard(async_group *__group);

/* Waits until a child may be spawned: 0. -ECANCELED: the group is winding down, or cancellation. Elision: 0. */
ASYNC_API _Async int async_group_slot(async_group *__group);

/* The next child to end, each once, those that have ended already first and in that order: its value as async_join
 * gives it. -ENOENT: no child is left to report. */
ASYNC_API _Async int async_group_next(async_group *__group);

/* Waits for all children. Returns the first failure in time; else -ECANCELED if a cancellation of the caller reached a
 * child; else 0. Afterwards the group is as new (limit, keep_going and discard stay). Cancellation: goes to the
 * children, which are waited for. */
ASYNC_API _Async int async_group_join(async_group *__group);

/* Cancels all children; the group winds down until it is joined. A group without children: only the latter. */
ASYNC_API void async_group_cancel(async_group *__group);

/* async_group_cancel and async_group_join: what ASYNC_SCOPED_GROUP runs. */
ASYNC_API _Async void async_group_end(async_group *__group);

/* Declares a group that is cancelled and joined however its block is left. Join it before, unless it shall be
 * cancelled.
 */
#ifndef ASYNC_SCOPED_GROUP
#define ASYNC_SCOPED_GROUP(g) async_group g __attribute__((__cleanup__(async_group_end))) = {0}
#endif

/* --- generators ---------------------------------------------------------------------------------------------------
 *
 * An async generator is an async function with `T *out` first that calls async_emit:
 *
 *     async int squares(int *out, int n)
 *     {
 *         for (int i = 0; i < n; i++) {
 *             int s = await async_emit(out, i * i);
 *             if (s < 0)
 *                 return s;
 *         }
 *         return 0;
 *     }
 *
 *     int x, s;
 *     async_for (s = squares(&x, 10))
 *         printf("%d\n", x);
 *
 * async_for ([s =] g(&x, …)) statement
 *     A loop (C99). g runs only while the loop waits for a value. break, return and goto out of it cancel g and wait
 * for its end. s is g's own value, stored when it ends, however it ends.
 *
 * int await async_emit(T *out, value)
 *     Converts as `*out = value` does, then waits until the next value is asked for: 0. -ECANCELED: nobody asks any
 * more, and *out is untouched. -EINVAL: no async_for is around, or it has another `out`. A helper that gets `out` may
 * emit to it.
 *
 * By hand: async_generator_start(&g, [s =] f(&x, …)) makes a generator and gives its address; next gives values; end
 * must come last. async_for is a macro over these three. In the elision start makes the call and keeps what it emits,
 * next copies it out, and end frees it. */
typedef struct async_generator { /* zeroed: ended */
    async_task *async_call;      /* the producer; NULL: it has ended */
    async_task *async_emitter;   /* the frame that waits in async_emit, or NULL */
    async_task *async_consumer;  /* the frame that waits for a value, or NULL */
    const void *async_out;       /* where the producer puts values */
    int async_state;             /* private */
} async_generator;

/* Waits for the next value: 1, and the value is in *out. 0: the producer has ended. -ENOMEM. Cancellation: goes to the
 * producer; begins in a marked frame, too. */
ASYNC_API _Async int async_generator_next(async_generator *__generator);

/* Cancels the producer, if it has not ended, and waits for its end. Twice is harmless. May be a cleanup function. */
ASYNC_API _Async void async_generator_end(async_generator *__generator);

/* --- synchronisation ----------------------------------------------------------------------------------------------
 * First come, first served. What is released is handed to the first in line directly: it has it from then on, even
 * before its turn, and nobody comes in between. So a task that is cancelled at that moment has what it waited for, the
 * wait gives 0, and the next wait gives -ECANCELED; one that is cancelled earlier leaves the line and has nothing. In a
 * marked frame none of these waits begins: they give -ECANCELED after a turn, even if they would not have had to wait.
 *
 * All objects are valid when zeroed, hold no memory, belong to the caller, and are used by one thread only. They are
 * not moved while somebody waits in them.
 *
 * Elision: there is no other task that could end a wait. What has to wait gives -EDEADLK. */

/* Something that happens, for any number of tasks that wait for it. Zeroed: not set. */
typedef struct async_event {
    async_waiters async_line;
    int async_is_set;
} async_event;

/* Waits until the event is set: 0. */
ASYNC_API _Async int async_event_wait(async_event *__event);

/* Sets the event and wakes all who wait. It stays set. */
ASYNC_API void async_event_set(async_event *__event);

/* Resets the event. Those who were woken stay woken. */
ASYNC_API void async_event_clear(async_event *__event);

/* A lock that one task holds at a time. Zeroed: free. Not recursive. Any task may unlock it. */
typedef struct async_mutex {
    async_waiters async_line;
    int async_locked;
} async_mutex;

/* Waits for the lock: 0. */
ASYNC_API _Async int async_mutex_lock(async_mutex *__mutex);

/* Takes the lock if it is free: 0. -EBUSY: it is not. */
ASYNC_API int async_mutex_trylock(async_mutex *__mutex);

/* Hands the lock to the first in line, or frees it: 0. -EPERM: it was not locked. */
ASYNC_API int async_mutex_unlock(async_mutex *__mutex);

/* A number of units, for example of connections that may be open. Zeroed: none. */
typedef struct async_semaphore {
    async_waiters async_line;
    unsigned async_value;
} async_semaphore;

/* The initial value of a semaphore with so many units. */
#define ASYNC_SEMAPHORE(units)                                                                                         \
    {                                                                                                                  \
        {0}, (units)                                                                                                   \
    }

/* Makes a semaphore with so many units, before anybody waits: 0. */
ASYNC_API int async_semaphore_init(async_semaphore *__semaphore, unsigned __value);

/* Waits for a unit and takes it: 0. */
ASYNC_API _Async int async_semaphore_wait(async_semaphore *__semaphore);

/* Takes a unit if there is one: 0. -EAGAIN: there is none. */
ASYNC_API int async_semaphore_trywait(async_semaphore *__semaphore);

/* Gives a unit to the first in line, or keeps it: 0. -EOVERFLOW: there are UINT_MAX of them. */
ASYNC_API int async_semaphore_post(async_semaphore *__semaphore);

/* What tasks wait for that have seen, under a mutex, that something is not so yet. Zeroed: nobody waits. */
typedef struct async_condition {
    async_waiters async_line;
} async_condition;

/* Unlocks the mutex, waits to be notified, and locks it again: 0. -EPERM: it was not locked. Whatever else it gives,
 * the mutex is locked afterwards. Cancellation: ends the wait for the notification, never that for the lock; one that
 * was notified already gives 0. Elision: -EDEADLK. */
ASYNC_API _Async int async_condition_wait(async_condition *__condition, async_mutex *__mutex);

/* Notifies the first in line, who then waits for its mutex, at the end of that line. Nothing is kept for those who come
 * later. */
ASYNC_API void async_condition_signal(async_condition *__condition);

/* Notifies all who wait now, in order. */
ASYNC_API void async_condition_broadcast(async_condition *__condition);

/* A place where so many tasks wait for each other. Zeroed: for one. */
typedef struct async_barrier {
    async_waiters async_line;
    unsigned async_count, async_waiting;
} async_barrier;

/* Makes a zeroed or used barrier one for so many: 0. -EINVAL: for none. -EBUSY: somebody waits in it. */
ASYNC_API int async_barrier_init(async_barrier *__barrier, unsigned __count);

/* Waits until so many have come. Returns in which place this one came, counted from 0. Afterwards the barrier is as
 * new. Cancellation: the caller has not come. Elision: 0 if it is for one. */
ASYNC_API _Async int async_barrier_wait(async_barrier *__barrier);

/* Something that is done once, when it is first needed. Zeroed: not done. */
typedef struct async_once_flag {
    async_waiters async_line;
    int async_running, async_done, async_value;
} async_once_flag;

/* The first caller runs f(context), the others wait for its end. A value that is not negative is everybody's, from then
 * on; a negative one is that caller's alone, and the next in line tries again. Cancellation: goes to f if the caller
 * runs it; one that waits leaves the line, or passes its turn on. Elision: -EDEADLK if f calls this for its own flag.
 */
ASYNC_API _Async int async_once(async_once_flag *__flag, _Async int (*__f)(void *__context), void *__context);

/* --- queues ---------------------------------------------------------------------------------------------------------
 * Items of one size, copied in and out, in the order in which they came. Tasks that wait are served in their order,
 * too. An item is in the queue, or with a getter, at the moment when its put ends; so a task that is cancelled while it
 * puts or gets has either done so (the wait gives 0) or done nothing. Elision: -EDEADLK where an item or room for one
 * is missing. */

/* Zeroed: closed. */
typedef struct async_queue {
    async_waiters async_getters, async_putters, async_drainers;
    unsigned char *async_items; /* a ring from async_first, or a heap followed by the items' numbers */
    __SIZE_TYPE__ async_item_size, async_capacity;
    __SIZE_TYPE__ async_room, async_first, async_count; /* items */
    __SIZE_TYPE__ async_number;                         /* of the next item in the heap */
    __SIZE_TYPE__ async_got;                            /* and not done */
    int (*async_before)(const void *, const void *);
    int async_is_open;
} async_queue;

/* Makes an empty queue for at most `capacity` items: 0. A capacity of 0 is a rendezvous, where each put waits until the
 * item is got; SIZE_MAX is no limit. -EINVAL: the size is 0. Memory is taken with the first item that stays in the
 * queue. */
ASYNC_API int async_queue_init(async_queue *__queue, __SIZE_TYPE__ __item_size, __SIZE_TYPE__ __capacity);

/* Makes it a priority queue: the item that is before all others is got first, equals in their order. `before` returns
 * true if a comes before b. 0. -EBUSY: there are items in the queue. */
ASYNC_API int async_queue_order(async_queue *__queue, int (*__before)(const void *__a, const void *__b));

/* Puts a copy of the item in; waits while the queue is full (rendezvous: until the item is got): 0. -EPIPE: the queue
 * is closed. -ENOMEM. After an error, -ECANCELED included, the item is not in the queue. */
ASYNC_API _Async int async_queue_put(async_queue *__queue, const void *__item);

/* Copies the next item out; waits while there is none: 0. -EPIPE: there is none, and the queue is closed. */
ASYNC_API _Async int async_queue_get(async_queue *__queue, void *__item);

/* The same without waiting: -EAGAIN if it would have to. */
ASYNC_API int async_queue_tryput(async_queue *__queue, const void *__item);
ASYNC_API int async_queue_tryget(async_queue *__queue, void *__item);

/* No more puts: putters that wait get -EPIPE, getters what is left and then -EPIPE. */
ASYNC_API void async_queue_close(async_queue *__queue);

/* Closes the queue, drops what is left, which counts as done, and frees the queue's memory. Every queue ends like this.
 */
ASYNC_API void async_queue_abort(async_queue *__queue);

/* How many items are in the queue now. */
ASYNC_API __SIZE_TYPE__ async_queue_size(const async_queue *__queue);

/* An item that was got has been dealt with: 0. -EINVAL: more often than items were got. */
ASYNC_API int async_queue_done(async_queue *__queue);

/* Waits until async_queue_done was called for every item that was put: 0. */
ASYNC_API _Async int async_queue_drained(async_queue *__queue);

/* --- promises -------------------------------------------------------------------------------------------------------
 * A result that comes from elsewhere: what makes a callback API awaitable. The callback sets the promise, or posts it
 * if it runs in another thread or a signal handler. */

/* Zeroed: open. It must exist until its result was waited for; if the wait was cancelled, until nobody will set or post
 * it any more. While somebody waits for a promise the loop waits for a post, and is not a deadlock. */
typedef struct async_promise {
    async_waiters async_line;
    void *async_value;
    void *async_loop;                 /* who has to be told */
    struct async_promise *async_next; /* in its list of promises that were posted */
    int async_status;
    int async_claimed, async_awaited;
} async_promise;

/* Gives the promise its result, once, and wakes all that wait: 0. -EALREADY: it has one. Only in the thread whose tasks
 * wait. */
ASYNC_API int async_promise_set(async_promise *__promise, int __status, void *__value);

/* The same from any thread, from a signal handler or an interrupt. Wakes the thread whose tasks wait. */
ASYNC_API int async_promise_post(async_promise *__promise, int __status, void *__value);

/* Waits until the promise has its result: returns the status, and stores the value, unless `value` is NULL. Any number
 * of tasks of one thread may wait, also later. */
ASYNC_API _Async int async_promise_wait(async_promise *__promise, void **__value);

/* --- seeing and testing ------------------------------------------------------------------------------------------- */

/* For tests: the thread's clock stands still while anything can run, and jumps to the next deadline when nothing can.
 * ASYNCC_VIRTUAL_TIME=1 in the environment turns this on for every thread. */
ASYNC_API void async_virtual_time(int __on);

/* For tests: the thread's ready queue is permuted, round by round, by this seed, so that races can be searched for. 0:
 * first in, first out. ASYNCC_SEED=n in the environment is the seed of every thread. */
ASYNC_API void async_seed(__UINT64_TYPE__ __seed);

/* Counters of the calling thread, all since it began but for those marked "now". */
typedef struct async_stats {
    __UINT64_TYPE__ tasks;    /* now: alive, coroutine objects and children included */
    __UINT64_TYPE__ spawned;  /* tasks and children ever started */
    __UINT64_TYPE__ switches; /* frames resumed */
    __UINT64_TYPE__ timers;   /* now: armed */
    __UINT64_TYPE__ frames;   /* now: in use */
    __UINT64_TYPE__ bytes;    /* now: of those frames */
} async_stats;

/* Elision: zeros. */
ASYNC_API void async_get_stats(async_stats *__stats);

/* Called after each step (from one wait to the next) that took longer, with the function and the line of the wait where
 * the step began. NULL: off. Returns the handler before. For the calling thread. */
typedef void async_slow_step_handler(const char *__function, const char *__file, int __line, double __seconds);
ASYNC_API async_slow_step_handler *async_on_slow_step(double __seconds, async_slow_step_handler *__handler);

/* async_dump_tasks(FILE *to): every live task of the thread with its await chain: function, file:line, what the leaf
 * waits for. Also on the signal that ASYNCC_DUMP names in the environment (USR1, say), to stderr. Elision: "no tasks".
 */
#if defined(ASYNCC_GENERATED) || defined(__ASYNCC__)
extern void async__dump_tasks(void *__file);
#define async_dump_tasks(to) ((void)sizeof fflush(to), async__dump_tasks(to))
#else
#define async_dump_tasks(to) ((void)fputs("no tasks\n", to))
#endif

/* --- memory --------------------------------------------------------------------------------------------------------
 * With ASYNCC_POOL=0 in the environment each frame comes from malloc, so that valgrind sees it. */

/* Sets the handler that is called when there are not `size` bytes for a frame of the function of that name. It must not
 * return. NULL is the default handler, which reports this on stderr and aborts. Returns the previous handler. The
 * handler is for all threads: set it before they start. */
typedef void async_out_of_memory_handler(const char *__function, __SIZE_TYPE__ __size);
ASYNC_API async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *__handler);

/* --- ports ----------------------------------------------------------------------------------------------------------
 * Where a thread's loop stands on: the system, unless the program gives something else. Programs without an operating
 * system are built, like the library, with ASYNCC_BARE defined: docs/abi.md. */

/* Every function may be NULL; each gets `context`, whatever that is. */
typedef struct async_port {
    /* Nanoseconds of a clock that never goes back. NULL: what async_port_tick has counted. */
    __UINT64_TYPE__ (*now)(void *__context);
    /* Returns at that time, or when woken; may also return earlier. The largest number means: when woken. NULL: the
     * loop does not stop. */
    void (*wait)(void *__context, __UINT64_TYPE__ __until);
    /* Ends a wait, or the next one; from an interrupt too. */
    void (*wake)(void *__context);
    /* Aligned for anything. NULL: only the pool. */
    void *(*allocate)(void *__context, __SIZE_TYPE__ __size);
    void (*release)(void *__context, void *__memory);
    /* Memory comes from here first; aligned for anything. */
    void *pool;
    __SIZE_TYPE__ pool_size;
    void *context;
} async_port;

/* For the calling thread, before its first run and before it uses anything else of this header; the struct is the
 * caller's and stays. NULL: the system again. */
ASYNC_API void async_set_port(const async_port *__port);

/* So much time has passed, for ports without a clock. From the tick interrupt. */
ASYNC_API void async_port_tick(__UINT32_TYPE__ __nanoseconds);

/* --- other loops ----------------------------------------------------------------------------------------------------
 * The loop of a thread: for other threads, which post to it (<asyncc/io.h>), and for programs that have an event loop
 * of their own. Such a program does not use async_run: its loop steps this one, and async_spawn is called from its
 * callbacks. <asyncc/uv.h> and <asyncc/glib.h> do all of that for two such loops. */

typedef struct async_loop async_loop;

/* The calling thread's loop, made if there is none; valid until the thread ends. NULL without memory. Called in a run,
 * it says that others may wake the loop until the end of that run: waiting for them is no deadlock. Elision: NULL. */
ASYNC_API async_loop *async_loop_self(void);

/* Runs what is ready, without waiting: how many frames were resumed. -EBUSY: the loop runs. -EINVAL: another thread's
 * loop. Elision: 0. */
ASYNC_API int async_loop_step(async_loop *__loop);

/* A descriptor that is readable when there is something to step, but for timers: only for poll and its like. It belongs
 * to the loop. -ENOSYS: the system has none. -ENOMEM. Elision: -ENOSYS. */
ASYNC_API int async_loop_fd(async_loop *__loop);

/* When the loop has to be stepped next if the descriptor does not become readable: when its first timer is due, or
 * async_time() or less if something is ready. Infinite: there is no timer. Elision: infinite. */
ASYNC_API double async_loop_deadline(async_loop *__loop);

#include "asyncc/each.h"
#if defined(ASYNCC_GENERATED)
#include "asyncc/abi.h"
#elif defined(__ASYNCC__)
#include "asyncc/operators.h"
#else
#include "asyncc/elision.h"
#endif

#ifdef __cplusplus
}
#endif

#endif
