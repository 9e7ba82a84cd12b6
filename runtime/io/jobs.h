/* jobs.h: jobs, which other threads run. threads.c has the threads; annotated/thread.c and its neighbours wait.
 *
 * A job is part of the frame that waits for it, which therefore waits until the job has ended or was withdrawn. One
 * that has a `release` is memory of its own, and may be abandoned while it runs.
 */
#ifndef JOBS_H
#define JOBS_H

#include <asyncc.h>

/* Zeroed, but for what is to be done. */
struct async_job {
    void (*run)(struct async_job *job);     /* in another thread */
    void (*release)(struct async_job *job); /* frees it; NULL: it belongs to a frame */
    async_promise done;                     /* posted when it has ended */

    /* for threads.c */
    struct job_pool *pool;
    struct async_job *next, *previous;
    void *owner; /* the state of the thread that waits */
    int state;
};

/* Names have a pool of their own, so that a slow server of names does not stop file operations. */
enum { ASYNC_JOBS, ASYNC_LOOKUPS };

/* Zeroed memory for a job that is to be released, which is by free. NULL: there is none. */
void *async__job_new(__SIZE_TYPE__ size);

/* Hands a job to a pool: 0; then async__job_wait must follow. In a marked frame it does not begin, which that wait
 * tells. -ENOMEM, -EAGAIN (no thread): nothing has happened. */
int async__job_begin(struct async_job *job, int pool);

/* Nobody is to wait for the job any more: true if it will not begin, or was abandoned; it is released if it can be.
 * False: it runs, or has ended. */
int async__job_withdraw(struct async_job *job);

/* True in a marked frame. */
int async__is_marked(void);

#endif
