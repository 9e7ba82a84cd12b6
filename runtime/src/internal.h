/* internal.h: declarations shared by the runtime's files, not visible to users.
 *
 *   state.c    what is kept for each thread; the clock
 *   loop.c     the event loop
 *   run.c      async_run: enter, run, leave
 *   timers.c   sleeping frames in order of their deadlines
 *   memory.c   all memory: where it comes from, the reserve
 *   pool.c     memory for frames
 *   cancel.c   marks: which waits end early
 *   objects.c  coroutine objects: new, await, repr
 *   tasks.c    tasks: spawn, await, detach
 *   join.c     waiting for tasks
 *   group.c    groups of tasks
 *   operators.c  timeouts, races, shields
 *   generator.c  async generators
 *   wait.c     frames that wait in line
 *   sleep.c    waiting for time
 *   stats.c, dump.c  counters; what each task waits for
 *   names.c    the names of tasks
 *   signals.c  Ctrl-C, dumps on a signal
 *   gather.c   waiting for several callees
 *   sync.c     events, mutexes, semaphores, conditions, barriers, once
 *   queue.c    queues
 *   promise.c  promises, also from other threads
 *   inbox.c    what other threads have for a loop; atomic.h: atomic operations
 *   handle.c   a loop as other threads know it: async_loop
 *   step.c     a loop that runs inside of another one: foreign.h
 *   test.c     <asyncc/test.h>: cancels and fails everywhere
 *   report.c   everything that is said on stderr
 *   posix.h    spans of time as the system's waits take them
 *   array.c    memory of arrays of variable length
 *   port.c     async_set_port; port_*.c: the system
 */
#ifndef INTERNAL_H
#define INTERNAL_H

#include "core.h"
#include "inbox.h"
#include "pool.h"
#include "port.h"
#include "state.h"
#include "tasks.h"
#include "timers.h"
#include "waiter.h"

/* --- port.c --- */

uint64_t port_ticks(void);
uint64_t port_clock(const async_port *port);
void port_sleep(const async_port *port, uint64_t until);

/* The thread's clock, which virtual time does not change. */
static inline uint64_t clock_now(const struct async_state *state)
{
    return state->inbox.port ? port_clock(state->inbox.port) : port_now();
}

/* --- cancel.c --- */

/* Marks a frame and everything that it waits for. True if a wait below it gives -ECANCELED because of that, or because
 * of a mark that it had. */
bool mark(async_frame *frame);

/* The same for each of these, which may be NULL. */
void mark_all(async_frame *const *frames, size_t count);

/* async_mark_below for each of these, which may be NULL. */
void mark_all_below(void *marker, async_frame *const *callees, size_t count);

/* For async_leaf.async_below: false if the callees are only looked at. */
bool marker_marks(const void *marker);

/* Calls this for each callee that a suspended frame waits for. */
void each_callee(async_frame *frame, void (*see)(async_frame *callee, void *context), void *context);

/* --- signals.c --- */

/* The outermost run of a thread begins; the run of main ends; the thread ends. */
void signals_begin(struct async_state *state, bool is_main);
void signals_end(struct async_state *state);
void signals_close(struct async_state *state);

/* True if this thread's waits may be ended by a signal. */
bool signals_may_wake(const struct async_state *state);

/* Does what signals have asked for. */
void signals_take(struct async_state *state);

/* --- dump.c --- */

/* Prints a frame, the frames that it waits for, and so on; all tasks of the thread, but for `root`, which may be NULL.
 */
void dump_stack(FILE *to, async_frame *frame, int depth);
void dump_all(FILE *to, const async_frame *root);

/* --- test.c --- */

/* What a run that is tested has left. */
struct test_leak {
    const char *test, *function; /* who tests what */
    bool faults, lasting;
    unsigned at;
    long frames, tasks, descriptors;
};

/* In a run that is tested: a step has ended; the loop runs for this task (NULL: no more). */
void test_step(struct async_state *state);
void test_root(struct async_state *state, async_frame *root);

/* Something that may fail in so many ways is about to happen: in which of them it does, from 1, or 0. The first
 * `passing` ones are over at once, the others may last. */
unsigned test_fault(struct test *test, unsigned ways, unsigned passing);

/* Every allocation whose failure the program is told about asks this first. */
static inline bool memory_refused(void)
{
    struct async_state *state = async_this_thread.async_state;
    return state && ASYNC_UNLIKELY(state->test != NULL) && test_fault(state->test, 1, 0);
}

/* --- report.c --- */

/* A run that is tested has leaked; one of the frames that it has left. */
void report_leak(const struct test_leak *leak);
void report_leaked_frame(async_frame *frame, void *unused);

/* async_set_port comes too late. */
_Noreturn void report_port(void);

/* Reports each object of the ring as never awaited, once. */
void report_unstarted(async_frame *head);

/* Reports a task that is done as never joined. */
void report_unjoined(const async_task *task);

/* The end of main has waited long enough. */
_Noreturn void report_endless(void);

_Noreturn void report_deadlock(async_frame *root);

/* A frame of an outer run is waited for. `file` may be NULL. */
_Noreturn void report_outer(const async_frame *frame, const char *file, int line);

/* Reports a misuse of a task (NULL: it no longer exists). `file` may be NULL. */
_Noreturn void report_misuse(const async_task *task, const char *what, const char *file, int line);

/* Reports the second await of an object of `function` (or NULL if unknown) that was made in line `made` (or 0). */
_Noreturn void report_second_await(const async_function *function, int made, const char *file, int line);

#endif
