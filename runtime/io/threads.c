/* threads.c: threads that run jobs. There are two pools, for the whole process.
 *
 * Threads are started when a job comes and none is idle, up to the pool's limit, and end when they have been idle for a
 * while. As long as a job is queued there is a thread that will take it. What happens to a job is decided under the
 * lock of its pool; its end is posted there too, so that a fork sees it either as running or as posted.
 *
 * The child of a fork has none of these threads. What they had to do for the thread that forked ends there with
 * -ECANCELED; what they had to do for others is forgotten, as those are.
 */
#include "io.h"

#include "jobs.h"
#include "system.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    THREADS_PER_CORE = 4,
    MOST_THREADS = 64,   /* unless the program asks for more */
    MOST_LOOKUPS = 32,   /* of names, at once */
    IDLE_SECONDS = 10,   /* after which a thread ends */
    STACK_SIZE = 1 << 20 /* getaddrinfo needs some 100 KB; f is the program's */
};

enum job_state { JOB_NEW, JOB_QUEUED, JOB_RUNNING, JOB_ABANDONED, JOB_ENDED, JOB_LOST };

struct job_list {
    struct async_job *first, *last;
    size_t count;
};

struct job_pool {
    pthread_mutex_t lock;
    pthread_cond_t queued_one; /* or the limit has changed */
    pthread_cond_t ended_one;
    struct job_list queued, running;
    size_t limit;         /* > 0 */
    size_t workers, idle; /* threads, some of which are about to look for a job */
    unsigned forks;       /* of this process and its ancestors */
};

static struct job_pool pools[] = {
    [ASYNC_JOBS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER},
    [ASYNC_LOOKUPS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER},
};
enum { POOLS = sizeof pools / sizeof *pools };

static void list_add(struct job_list *list, struct async_job *job)
{
    job->previous = list->last;
    job->next = NULL;
    *(list->last ? &list->last->next : &list->first) = job;
    list->last = job;
    list->count++;
}

static void list_remove(struct job_list *list, struct async_job *job)
{
    *(job->previous ? &job->previous->next : &list->first) = job->next;
    *(job->next ? &job->next->previous : &list->last) = job->previous;
    list->count--;
}

/* --- once --- */

static void fork_begins(void)
{
    for (int i = 0; i < POOLS; i++)
        pthread_mutex_lock(&pools[i].lock);
}

static void fork_ends(void)
{
    for (int i = 0; i < POOLS; i++)
        pthread_mutex_unlock(&pools[i].lock);
}

static void lose(struct job_list *list)
{
    struct async_job *next;
    for (struct async_job *job = list->first; job; job = next) {
        next = job->next;
        bool is_own = job->state != JOB_ABANDONED && job->owner == async_this_thread.async_state;
        job->state = JOB_LOST;
        if (is_own)
            async_promise_post(&job->done, -ECANCELED, NULL);
    }
    *list = (struct job_list){0};
}

static void fork_ends_in_child(void)
{
    for (int i = 0; i < POOLS; i++) {
        lose(&pools[i].queued);
        lose(&pools[i].running);
        pools[i].workers = pools[i].idle = 0;
        pools[i].forks++;
        pools[i].queued_one = pools[i].ended_one = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    }
    fork_ends();
}

static size_t default_limit(void)
{
    const char *asked = port_setting("ASYNCC_THREADS");
    unsigned long count = asked ? strtoul(asked, NULL, 10) : 0;
    if (count)
        return count;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = (cores < 1 ? 1 : (size_t)cores) * THREADS_PER_CORE;
    return wanted < MOST_THREADS ? wanted : MOST_THREADS;
}

static void prepare(void)
{
    pools[ASYNC_JOBS].limit = default_limit();
    pools[ASYNC_LOOKUPS].limit = MOST_LOOKUPS;
    pthread_atfork(fork_begins, fork_ends, fork_ends_in_child);
}

static struct job_pool *pool_of(int number)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
    return &pools[number];
}

/* --- threads --- */

/* Waits for a job that the calling thread may run. False: it is to end. */
static bool await_job(struct job_pool *pool)
{
    struct timespec until;
    int error = 0;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += IDLE_SECONDS;
    while (pool->workers <= pool->limit) {
        if (pool->queued.first)
            return true;
        if (error)
            return false;
        error = pthread_cond_timedwait(&pool->queued_one, &pool->lock, &until);
    }
    pthread_cond_signal(&pool->queued_one); /* what this one was woken for is another's */
    return false;
}

/* A job has run. */
static void finish(struct job_pool *pool, struct async_job *job)
{
    bool is_abandoned = job->state == JOB_ABANDONED;
    list_remove(&pool->running, job);
    job->state = JOB_ENDED;
    if (is_abandoned)
        job->release(job);
    else
        async_promise_post(&job->done, 0, NULL); /* after this it may be gone */
    pthread_cond_broadcast(&pool->ended_one);
}

static void *work(void *argument)
{
    struct job_pool *pool = argument;
    pthread_mutex_lock(&pool->lock);
    unsigned forks = pool->forks;
    while (await_job(pool)) {
        struct async_job *job = pool->queued.first;
        list_remove(&pool->queued, job);
        list_add(&pool->running, job);
        job->state = JOB_RUNNING;
        pool->idle--;
        pthread_mutex_unlock(&pool->lock);
        job->run(job);
        pthread_mutex_lock(&pool->lock);
        if (pool->forks != forks) { /* the job has forked, and gone on in the child, where this is no worker */
            pthread_mutex_unlock(&pool->lock);
            return NULL;
        }
        pool->idle++;
        finish(pool, job);
    }
    pool->idle--;
    pool->workers--;
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Starts a thread, in which no signal arrives but those that it raises by its own faults: 0, or an errno. */
static int start_worker(struct job_pool *pool)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGABRT};
    pthread_t thread;
    pthread_attr_t attributes;
    sigset_t blocked, old;
    int error = pthread_attr_init(&attributes);
    if (error)
        return error;
    sigfillset(&blocked);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigdelset(&blocked, faults[i]);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    pthread_sigmask(SIG_SETMASK, &blocked, &old);
    error = pthread_create(&thread, &attributes, work, pool);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attributes);
    if (error)
        return error;
    pool->workers++;
    pool->idle++;
    return 0;
}

/* Starts as many threads as the queue needs and the limit allows: 0, or an errno if there is not a single one. */
static int start_workers(struct job_pool *pool)
{
    while (pool->idle < pool->queued.count && pool->workers < pool->limit) {
        int error = start_worker(pool);
        if (error)
            return pool->workers ? 0 : error;
    }
    return 0;
}

void async_thread_limit(size_t count)
{
    struct job_pool *pool = pool_of(ASYNC_JOBS);
    pthread_mutex_lock(&pool->lock);
    pool->limit = count ? count : default_limit();
    start_workers(pool);
    pthread_cond_broadcast(&pool->queued_one);
    pthread_mutex_unlock(&pool->lock);
}

/* --- for those who wait --- */

/* Nobody waits for a job any more. True: it is over, or can go on without. */
static bool give_up(struct job_pool *pool, struct async_job *job)
{
    if (job->state == JOB_QUEUED)
        list_remove(&pool->queued, job);
    else if (job->state == JOB_RUNNING && job->release)
        job->state = JOB_ABANDONED;
    else if (job->state != JOB_NEW && job->state != JOB_LOST)
        return false;
    if (job->release && job->state != JOB_ABANDONED)
        job->release(job);
    return true;
}

static struct async_job *find(struct async_job *job, const struct async_state *owner)
{
    while (job && (job->owner != owner || job->state == JOB_ABANDONED))
        job = job->next;
    return job;
}

/* Gives up one of the jobs of this thread that have not ended, or waits: true. False: there are none. */
static bool give_up_one(struct job_pool *pool, const struct async_state *owner)
{
    struct async_job *queued = find(pool->queued.first, owner);
    struct async_job *job = queued ? queued : find(pool->running.first, owner);
    if (job && !give_up(pool, job))
        pthread_cond_wait(&pool->ended_one, &pool->lock);
    return job != NULL;
}

/* A thread ends, and with it the frames that wait there, outside of any run. */
static void leave(struct async_state *state)
{
    for (int i = 0; i < POOLS; i++) {
        pthread_mutex_lock(&pools[i].lock);
        while (give_up_one(&pools[i], state)) {
        }
        pthread_mutex_unlock(&pools[i].lock);
    }
}

int async__is_marked(void)
{
    return async_marked();
}

void *async__job_new(size_t size)
{
    return memory_refused() ? NULL : calloc(1, size);
}

int async__job_begin(struct async_job *job, int number)
{
    struct async_state *state = state_get();
    struct job_pool *pool = pool_of(number);
    if (!state || pool_refuses(state))
        return -ENOMEM;
    job->pool = pool;
    if (async_marked())
        return 0;
    if (system_fails(SYSTEM_PROCESS, NULL))
        return -errno;
    job->owner = state;
    state->leave = leave;
    pthread_mutex_lock(&pool->lock);
    job->state = JOB_QUEUED;
    list_add(&pool->queued, job);
    int error = start_workers(pool);
    if (error)
        list_remove(&pool->queued, job);
    else
        pthread_cond_signal(&pool->queued_one);
    pthread_mutex_unlock(&pool->lock);
    return error == EAGAIN || error == ENOMEM ? -error : error ? -EAGAIN : 0;
}

int async__job_withdraw(struct async_job *job)
{
    struct job_pool *pool = job->pool;
    pthread_mutex_lock(&pool->lock);
    bool is_over = give_up(pool, job);
    pthread_mutex_unlock(&pool->lock);
    return is_over;
}
