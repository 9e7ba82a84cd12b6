/* internal.h: declarations shared by the runtime's files, not visible to users.
 *
 *   state.c    what is kept for each thread; the clock
 *   loop.c     the event loop
 *   run.c      async_run: enter, run, leave
 *   timers.c   sleeping frames in order of their deadlines
 *   memory.c   all memory: where it comes from, the reserve
 *   pool.c     memory for frames
 *   cancel.c   marks: which waits end early
 *   tasks.c    coroutine objects and tasks: new, spawn, await, detach
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
 *   port.c     async_set_port; port_*.c: the system
 */
#ifndef INTERNAL_H
#define INTERNAL_H

#define ASYNCC_GENERATED 1
#define ASYNC_INLINES 1 /* the library defines the calls through the inline versions */
#define ASYNC_LIBRARY 1 /* has no inline copies of its functions */
#define ASYNCC_NO_KEYWORDS
#include "asyncc.h"

#include "port.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* For what is rarely called from a short function, which then needs fewer registers. */
#if defined(__GNUC__)
#define APART __attribute__((__noinline__))
#else
#define APART
#endif

struct loop;
struct async_state;

/* --- timers.c: the sleeping frames of one loop. All zero is an empty one. --- */

/* 6 to 12: less takes less memory, more has frames move less often. But the frames of a bucket, when it is spread, must
 * stay in the cache until they are due. With 8 a bucket of level 1 is 2 ms. */
#ifndef TIMER_BITS
#if defined(ASYNCC_BARE)
#define TIMER_BITS 6
#else
#define TIMER_BITS 8
#endif
#endif

/* A quantum, of which level 0 has one in each bucket, is 2^TIMER_SHIFT nanoseconds. */
#define TIMER_SHIFT 13

enum {
    TIMER_BUCKETS = 1 << TIMER_BITS,
    TIMER_LEVELS = (64 - TIMER_SHIFT + TIMER_BITS - 1) / TIMER_BITS,
    TIMER_WORDS = TIMER_BUCKETS / 64
};

struct timer_level {
    uint64_t words;                      /* bit W: word W of `used` is not 0 */
    uint64_t used[TIMER_WORDS];          /* bit B of word W: bucket 64 W + B is not empty */
    async_frame *buckets[TIMER_BUCKETS]; /* the first frame; its `previous` is the last one */
};

struct timers {
    uint64_t base;                           /* no deadline is before it, and it never passes the clock */
    uint64_t sorted;                         /* the bucket of this quantum is in order */
    uint32_t levels;                         /* bit L: level L is not empty */
    size_t count;                            /* frames */
    struct timer_level *level[TIMER_LEVELS]; /* NULL until it is needed */
};

/* Queues a frame whose async_timer has its deadline set, at or after `now`, which is not before the last one of
 * timers_expire. A deadline that others have passed already becomes theirs. */
void timers_add(struct timers *timers, async_frame *frame, uint64_t now);

/* Removes a queued frame. O(1). */
void timers_remove(struct timers *timers, async_frame *frame);

/* Makes frames ready whose deadline is not after `now`, in order; those with ASYNC_DEADLINE go to the loop's list
 * `due`. With very many of them it stops early, so that ready frames run while they are in the cache. */
void timers_expire(struct timers *timers, uint64_t now, struct loop *loop);

/* A time before which nothing expires. There must be a timer. Waiting until then and calling timers_expire makes
 * progress. The second one also waits for timers that come soon after. */
uint64_t timers_next(struct timers *timers);
uint64_t timers_first(struct timers *timers); /* later, if possible: when the first one expires */
uint64_t timers_next_shared(struct timers *timers);

/* Frees the levels; those that are empty and in the reserve. */
void timers_free(struct timers *timers);
void timers_trim(struct async_state *state, struct timers *timers);

/* True for a frame that is queued here. */
static inline bool timer_is_queued(const async_frame *frame)
{
    return ((const async_timer *)(frame + 1))->async_previous != NULL;
}

static inline bool timers_empty(const struct timers *timers)
{
    return timers->levels == 0;
}

/* --- loop.c --- */

/* An event loop. A thread's first one serves its outermost async_run; each async_run inside that makes another. */
struct loop {
    async_frame base;        /* the parent of its tasks until somebody waits for them */
    struct loop *outer;      /* the loop that waits until this one is closed */
    async_frame *ready;      /* the ready queue while an inner loop runs, … */
    async_frame **ready_end; /* … otherwise it is in async_this_thread */
    struct timers timers;
    async_frame *due; /* frames whose deadline has come in this turn, through async_link */
    async_frame **due_end;
    async_frame unstarted;   /* head of the ring of coroutine objects that were made in this run and not started */
    uint64_t started, ended; /* how many tasks */
    uint64_t turn;           /* counts the turns in which something was due */
    unsigned refused_rounds; /* in a row, in which all waits were refused */
    bool attention; /* the next round needs more than resuming frames: the loop may be finished, `look`, `special` */
    bool look;      /* timers, or other threads, must be looked at before the next round */
    bool ending;    /* its tasks have been cancelled; new ones start marked */
};

enum { REPR_COUNT = 8, REPR_SIZE = 128 };

struct slab;
struct large;

/* Names of tasks, by address: see names.c. */
struct names {
    struct task_name *items;
    size_t count, room; /* room: a power of two, or 0 */
};

/* Where posts from other threads and from signal handlers arrive: see inbox.c. Posters reach nothing else of a thread's
 * state. */
struct inbox {
    void *first;                       /* atomic: the promise that was posted last, through async_next */
    int sleeping;                      /* atomic: a poster has to wake the thread */
    int posters;                       /* atomic: those that are in here right now */
    async_promise *taken, *last_taken; /* those that the thread is about to deliver, in their order */
    async_loop *handle;                /* what other threads know; NULL: async_loop_self was not called */
    struct port_waker waker;
    const async_port *port; /* NULL: the system */
};

/* What the I/O library adds to a thread, if the program uses it: see runtime/io. */
struct io_hooks {
    /* Waits until the clock shows `deadline` (0: does not wait), until a descriptor is ready or the thread is woken,
     * and makes those ready whose waits that ends. */
    void (*wait)(struct async_state *state, uint64_t deadline);
    void (*close)(struct async_state *state); /* the thread ends */
    size_t waiting;                           /* how many wait for descriptors */
    int descriptors;                          /* how many the library keeps open for itself */
};

/* The runtime's state for a thread. Made on first use, freed when the thread ends. */
struct async_state {
    struct loop first;
    struct loop *loop;     /* the innermost one */
    struct loop *spare;    /* closed inner loops, through outer, for the next async_run */
    unsigned depth;        /* nesting of async_run */
    async_frame unstarted; /* head of the ring of coroutine objects made outside of any run */
    async_frame idle;      /* the running frame where none runs */

    bool virtual_time;
    bool clock_used;  /* somebody has seen the clock */
    uint64_t now;     /* virtual time: the clock */
    uint64_t seed;    /* permutes the ready queue; 0: first in, first out */
    uint64_t random;  /* the generator's state */
    uint64_t spawned; /* tasks ever started in loops that are closed */
    bool special; /* rounds of the loop need more than resuming frames: a seed, slow steps, virtual time, an outer loop
                   */
    uint64_t switches;      /* frames ever resumed, but for … */
    unsigned resumed;       /* … those since the loop last looked around */
    size_t done_tasks;      /* tasks that are done and that nobody has claimed */
    unsigned holds;         /* how many outside of the loop may still wake it */
    bool is_main;           /* the outermost run is that of `async int main` */
    bool handles_interrupt; /* SIGINT cancels it */
    async_frame *main;      /* its task, once it waits */
    uint64_t exit_at;       /* the port's time when the end of main is given up; 0: not yet */

    struct test *test; /* a run that is tested, or NULL */

    struct async__foreign *foreign; /* the loop that runs this one, once it is attached: see step.c */
    bool is_known;                  /* other threads may know the loop since this run began, and post to it */
    bool closing;                   /* the run ends, and takes no more posts */
    bool is_foreign;                /* the program has a loop of its own, which steps this one */
    bool stepping;                  /* a step of it runs */
    bool told;                      /* it has been told that there is something to step */
    uint64_t stepped;               /* the clock at its last step */

    struct io_hooks *io; /* NULL: no I/O yet */
    size_t outside;      /* holds of descriptors, threads and processes: virtual time passes only as the clock does */
    void (*leave)(struct async_state *state); /* the thread ends: other threads let go of its frames; or NULL */

    struct inbox inbox;            /* … and where they do */
    bool dumps;                    /* a signal prints the tasks */
    bool records;                  /* the beginning of each step is noted, for dumps: there are such, or slow steps */
    double slow_seconds;           /* a step that takes longer is reported … */
    async_slow_step_handler *slow; /* … to this, if it is not NULL */

    struct slab *current[ASYNC_POOL_CLASSES]; /* the slab from which new frames of each class are carved */
    struct slab **slabs;                      /* all slabs, by address */
    size_t slab_count, slab_room;
    size_t slab_bytes;
    struct large *large;   /* frames from malloc that are in use */
    struct arena *reserve; /* for frames when there is no other memory */
    bool is_short;         /* the reserve is broken into: see pool_refuses */
    async_frame *returned; /* the last frame from malloc that async_return released, which its awaiter still reads */
    uint64_t trimmed;      /* when the pool was last trimmed while idle */

    struct names names;
    async_frame *watching; /* frames in async_wait_any */

    char (*reprs)[REPR_SIZE]; /* the last REPR_COUNT results of async_repr, once there are some */
    unsigned next_repr;
};

/* The calling thread's state, made on first use. NULL without memory. */
struct async_state *state_make(void);
static inline struct async_state *state_get(void)
{
    struct async_state *state = async_this_thread.async_state;
    return state ? state : state_make();
}

/* The same, but without memory it reports that and does not return. */
struct async_state *state_need(void);

/* Forgets it, with all that it has, when the thread ends. */
void state_close(void);

/* Finds out whether the loop's rounds are special. */
void state_set_special(struct async_state *state);

/* The next number of the seed's sequence. */
uint64_t state_random(struct async_state *state);

/* The loop's clock. */
uint64_t loop_now(struct async_state *state);

/* Makes an empty loop; frees what one has allocated. */
void loop_init(struct loop *loop);
void loop_free(struct loop *loop);

/* Runs until this is done; NULL: until no task is left. */
void loop_run(struct async_state *state, struct loop *loop, async_frame *root);

/* Frames of an outer loop that became ready in an inner one wait until that is closed. */
void loop_sort_out(struct async_state *state, struct loop *loop);

/* Runs what is ready, once, without waiting: how many frames were resumed. The loop is the thread's first one. */
unsigned loop_step(struct async_state *state, struct loop *loop);

/* The loop that a frame belongs to. */
struct loop *loop_of(struct async_state *state, const async_frame *frame);

/* A point in time, in seconds as users give them, on the loop's clock; and that many seconds from `now`. */
uint64_t time_of(double seconds);
uint64_t time_after(uint64_t now, double seconds);

/* Queues a frame, whose async_timer follows its header, until then. `now`: loop_now, or what it was since the loop
 * looked at the clock. */
void loop_sleep(async_frame *frame, uint64_t deadline, uint64_t now);

/* Takes a frame out of the timers, if it is there. */
void loop_wake(async_frame *frame);

/* --- run.c --- */

/* Marks all tasks of a loop in one step; new ones start marked. */
void loop_cancel(struct async_state *state, struct loop *loop);

/* Takes no more posts, and makes the calls that were posted before. */
void loop_refuse_posts(struct async_state *state, struct loop *loop);

/* Reports what is left when the loop's tasks have ended. */
void loop_report(struct async_state *state, struct loop *loop);

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

/* --- port.c --- */

uint64_t port_ticks(void);
uint64_t port_clock(const async_port *port);
void port_sleep(const async_port *port, uint64_t until);

/* The thread's clock, which virtual time does not change. */
static inline uint64_t clock_now(const struct async_state *state)
{
    return state->inbox.port ? port_clock(state->inbox.port) : port_now();
}

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

/* --- tasks.c --- */

/* Resumes a frame, and the frames that continue after it, until all of them wait. */
static inline void task_resume(async_frame *frame)
{
    do {
        async_this_thread.async_running = frame;
        frame = frame->async_function->async_resume(frame);
    } while (frame);
}

/* Begins and ends a step on the C stack, inside the step of another frame: that of `callee`, if that is a callee of the
 * other frame, so that a mark goes on to it; otherwise NULL. */
void step_begin(async_step *step, async_frame *callee);
void step_end(async_step *step);

/* async_step_enter, which does not fail. The thread's state is there. */
void step_enter(async_step *step, const async_function *function);

/* Runs an object to its first wait as a call that an operator waits for: under a mark or not; `below`: a mark of the
 * frame that runs reaches it. The operator continues it, and frees it with task_release. */
void task_begin(async_task *call, bool marked, bool below);

/* The same for the producer of a generator: a callee of this frame, which the running frame is about to wait in. */
void task_begin_for(async_task *call, async_frame *consumer);

/* The same for a child of a group, a task that `owner` continues. Its status is its place there. */
void task_begin_child(async_task *call, async_frame *owner, size_t place, bool marked);

/* Frees an object that was not started. */
void task_discard(async_task *object);

/* Before a wait for the end of this frame, which nothing but that ends. One of an outer run stands still until this run
 * has ended: that is reported, since no other deadlock need follow from it. */
void await_begins(const async_frame *frame, const char *file, int line);

/* Claims a task for its awaiter, and starts it if it is new. In a marked frame it gets the mark. */
void task_claim(async_task *task, bool root, const char *file, int line);

/* The same for most: it was spawned, and nothing else has happened to it. */
static inline void task_claim_fast(async_task *task, const char *file, int line)
{
    const unsigned more = ASYNC_DISCARD | ASYNC_CLAIMED | ASYNC_NEW | ASYNC_DONE;
    if (ASYNC_UNLIKELY(task->async_flags & more || async_marked() || async_this_thread.async_state->depth > 1))
        task_claim(task, true, file, line);
    else
        task->async_flags |= ASYNC_CLAIMED;
}

/* The value of a task that is done, as a status: see async_join. */
int task_status_slow(const async_frame *task);
static inline int task_status(const async_frame *task)
{
    unsigned size = task->async_function->async_status_size;
    if (!size)
        return 0;
    if (size != sizeof(int))
        return task_status_slow(task);
    int status;
    async_copy(&status, task + 1, sizeof status);
    return status < 0 ? status : 0;
}

/* Forgets the name of a task that has one: see names.c. */
void name_forget(async_task *task);

/* Frees a task that is done. */
static inline void task_release(async_task *task)
{
    if (ASYNC_UNLIKELY(task->async_flags & ASYNC_NAMED))
        name_forget(task);
    async_release_fast(task);
}

/* The task that ASYNC_SELF means: the innermost one around what runs now. */
async_frame *task_self(void);

/* The task that a frame is part of, or NULL. */
async_frame *task_around(async_frame *frame);

/* Starts a new task without claiming it. */
void task_start(async_task *task);

/* The frame of a function of the library that keeps nothing but its value, a status. */
struct status_frame {
    async_frame frame;
    int value;
};

/* Resumes such a frame at its end: its value is async_status. */
async_frame *status_resume(async_frame *frame);

/* The descriptor of a function of the library that gives a status: NAME_function. It has one await, NAME_awaits. */
#define STATUS_FUNCTION(name, title, resume, size)                                                                     \
    static const async_function name##_function = {.async_resume = resume,                                             \
                                                   .async_name = title,                                                \
                                                   .async_size = size,                                                 \
                                                   .async_await_count = 1,                                             \
                                                   .async_status_size = sizeof(int),                                   \
                                                   .async_awaits = name##_awaits}

/* --- join.c --- */

/* Tells those in async_wait_any that the task has ended. */
void watch_tell(async_task *task);

/* --- wait.c: frames that wait in line, first come, first served --- */

/* A frame that waits in a line, an `async_waiters`. Linked forward by async_link. The frame of a leaf, or of a function
 * that awaits one and has an async_place after its header. */
struct waiter {
    async_frame frame;
    union {
        int value; /* once it is done */
        struct {
            async_frame *previous;      /* the neighbour on the other side of async_link; the first one's: the last */
            struct async_waiters *line; /* where it stands */
            void *object;               /* an item, a mutex, … that the leaf needs in the end */
            int result;                 /* what the wait gives if async_status is 0 */
        } at;
    } u;
};

static inline struct waiter *waiter_of(async_frame *frame)
{
    return (struct waiter *)frame;
}

/* Puts a frame at the end of a line. */
static inline void line_add(struct async_waiters *line, struct waiter *waiter)
{
    async_frame *first = line->async_first;
    waiter->frame.async_link = NULL;
    waiter->u.at.line = line;
    if (first) {
        async_frame *last = waiter_of(first)->u.at.previous;
        last->async_link = &waiter->frame;
        waiter->u.at.previous = last;
        waiter_of(first)->u.at.previous = &waiter->frame;
    } else {
        line->async_first = &waiter->frame;
        waiter->u.at.previous = &waiter->frame;
    }
}

/* Puts a frame at the beginning of a line. */
void line_add_first(struct async_waiters *line, struct waiter *waiter);

/* Takes the first frame out of a line that is not empty. */
static inline struct waiter *line_take(struct async_waiters *line)
{
    struct waiter *first = waiter_of(line->async_first);
    async_frame *second = first->frame.async_link;
    line->async_first = second;
    if (second)
        waiter_of(second)->u.at.previous = first->u.at.previous;
    return first;
}

/* Takes a frame out of the line where it stands. */
void line_remove(struct waiter *waiter);

/* Ends the waits of all frames of a line, in order, with this result. */
void line_wake(struct async_waiters *line, int result);

/* What async_cancel does for most: the frame leaves the line. */
void line_cancel(async_frame *frame, int status);

/* Resumes a waiter at its end. Its value is async_status if that is an error, else `result`. */
async_frame *waiter_resume(async_frame *frame);

/* Begins a wait of a new frame of this function, which is resumed by waiter_resume. It stands in the line, unless it is
 * marked. `object` is for the leaf. */
async_int line_wait(const async_function *function, struct async_waiters *line, void *object);

/* The call of a leaf that has said where it waits, for callers without a place of their own. */
static inline async_int line_call(const async_function *function, async_turn turn)
{
    if (turn.async_wait)
        return line_wait(function, turn.async_wait, async_this_thread.async_object);
    return (async_int){.async_value = turn.async_value};
}

/* The parts of a leaf called async_NAME whose frames are waiters: NAME_leaf, NAME_function. */
#define WAITER_LEAF(name, cancel)                                                                                      \
    static const async_leaf name##_leaf = {.async_name = "async_" #name, .async_cancel = cancel};                      \
    static const async_await name##_awaits[] = {{.async_leaf = &name##_leaf}};                                         \
    STATUS_FUNCTION(name, "async_" #name, waiter_resume, sizeof(struct waiter))

/* The same for a leaf that generated code also knows. */
#define LINE_LEAF(name, cancel)                                                                                        \
    const async_leaf async_##name##__leaf = {.async_name = "async_" #name, .async_cancel = cancel};                    \
    static const async_await name##_awaits[] = {{.async_leaf = &async_##name##__leaf}};                                \
    STATUS_FUNCTION(name, "async_" #name, waiter_resume, sizeof(struct waiter))

/* --- promise.c --- */

/* Wakes those who wait for a promise that has its result. */
void promise_deliver(struct async_state *state, async_promise *promise);

/* --- inbox.c --- */

/* What another thread wants the loop to call. It is freed by its function. */
struct post {
    async_promise promise;                            /* its place in an inbox */
    void (*call)(struct post *post, bool is_dropped); /* is_dropped: the thread ends, and nothing more can run */
};

enum { POSTED_CALL = -1 }; /* async_awaited of a promise that is part of a post */

/* Puts a promise that is posted there. From any thread, and from signal handlers. */
void inbox_put(struct inbox *inbox, async_promise *promise);

/* Wakes those who wait for promises that were posted, and makes the calls that were posted. */
void inbox_empty(struct async_state *state);
bool inbox_is_empty(struct inbox *inbox);

/* From now on posters wake the thread, or do not. */
void inbox_sleeps(struct inbox *inbox, bool sleeps);

/* Lets others wake the thread. */
void inbox_open(struct inbox *inbox);

/* Ends the thread's wait, or the next one. From any thread, and from signal handlers. */
void inbox_wake(const struct inbox *inbox);

/* Waits until the clock shows this, or shorter. Also ends when something is posted. */
void inbox_wait(struct async_state *state, uint64_t deadline);

/* Before the state of a thread is freed. */
void inbox_close(struct inbox *inbox);

/* --- handle.c --- */

/* The loop takes posts; it takes no more: whoever is about to post has done so, or gets -ESHUTDOWN. */
void handle_open(struct inbox *inbox);
void handle_close(async_loop *handle);

/* The thread ends. */
void handle_release(async_loop *handle);

/* This is the child of a fork, which has no other threads. */
void handle_forked(async_loop *handle);

/* True for the handle of the calling thread's loop. */
bool handle_is_own(const async_loop *handle);

/* Has the loop make this call: 0. -ESHUTDOWN: it is not in a run. From any thread. */
int handle_post(async_loop *handle, struct post *post);

/* --- step.c --- */

/* The program's own loop is about to run, or to wait; the library's runs again. */
void foreign_begin(struct async_state *state);
void foreign_end(struct async_state *state);

/* Outside of a run this says that the program has such a loop. */
void loop_is_foreign(struct async_state *state);

/* --- group.c --- */

/* A child of a group has ended. */
void group_child_ended(async_frame *child);

/* True for a group's child while nobody waits for the end of the group. */
bool group_child_is_alone(const async_frame *task);

/* --- names.c --- */

/* The name that the program has given it, or NULL. */
const char *name_given(const async_task *task);

/* Notes that a step of the task begins, and when the last one did; UINT64_MAX: that is not known. */
void name_record(async_task *task);
uint64_t name_since(const async_task *task);

/* Gives the name of a task to another one; frees all. */
void name_move(const async_frame *from, async_task *to);
void names_free(struct names *names);

/* The current await of a suspended frame, or NULL if it has not started. */
const async_await *task_await(const async_frame *frame);

/* The line of that await, or 0. */
unsigned task_line(const async_frame *frame);

/* Rings of unstarted coroutine objects: link points forward, parent back. */
void ring_init(async_frame *head);
void ring_remove(async_frame *object);
void ring_add(async_frame *head, async_frame *object);

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
