/* state.h: event loops, and what is kept for each thread. */
#ifndef STATE_H
#define STATE_H

#include "core.h"
#include "inbox.h"
#include "timers.h"

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

/* --- step.c --- */

/* The program's own loop is about to run, or to wait; the library's runs again. */
void foreign_begin(struct async_state *state);
void foreign_end(struct async_state *state);

/* Outside of a run this says that the program has such a loop. */
void loop_is_foreign(struct async_state *state);

#endif
