// Each primitive alone: who gets what, in which order, and the errors.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
// elision: no
#include <asyncc.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>

static async_mutex mutex;
static async_semaphore semaphore = ASYNC_SEMAPHORE(2);
static async_event event;
static async_condition condition;
static async_barrier barrier;
static async_once_flag flag;

// --- a mutex ---

static async void lock(int id, double seconds)
{
    int status = await async_mutex_lock(&mutex);
    printf("%d has the lock at %g: %d\n", id, async_time(), status);
    await async_sleep(seconds);
    async_mutex_unlock(&mutex);
}

static async void mutexes(void)
{
    await async_gather(lock(1, 1), lock(2, 0), lock(3, 2));
    printf("free: %d\n", async_mutex_unlock(&mutex) == -EPERM);
    printf("try: %d\n", async_mutex_trylock(&mutex));
    printf("again: %d\n", async_mutex_trylock(&mutex) == -EBUSY);
    async_mutex_unlock(&mutex);
}
// expect: 1 has the lock at 0: 0
// expect: 2 has the lock at 1: 0
// expect: 3 has the lock at 1: 0
// expect: free: 1
// expect: try: 0
// expect: again: 1

// --- a semaphore ---

static async void use(int id)
{
    await async_semaphore_wait(&semaphore);
    printf("%d has a unit at %g\n", id, async_time());
    await async_sleep(1);
    async_semaphore_post(&semaphore);
}

static async void semaphores(void)
{
    await async_gather(use(1), use(2), use(3), use(4), use(5));
    async_semaphore full;
    async_semaphore_init(&full, UINT_MAX);
    printf("full: %d\n", async_semaphore_post(&full) == -EOVERFLOW);
    async_semaphore_init(&full, 0);
    printf("empty: %d\n", async_semaphore_trywait(&full) == -EAGAIN);
}
// expect: 1 has a unit at 3
// expect: 2 has a unit at 3
// expect: 3 has a unit at 4
// expect: 4 has a unit at 4
// expect: 5 has a unit at 5
// expect: full: 1
// expect: empty: 1

// --- an event ---

static async void see(int id)
{
    int status = await async_event_wait(&event);
    printf("%d has seen it at %g: %d\n", id, async_time(), status);
}

static async void happen(void)
{
    await async_sleep(1);
    async_event_set(&event);
    async_event_clear(&event);
    await async_sleep(1);
    async_event_set(&event);
}

static async void events(void)
{
    await async_gather(see(1), see(2), happen());
    await see(3);
    async_event_clear(&event);
}
// expect: 1 has seen it at 7: 0
// expect: 2 has seen it at 7: 0
// expect: 3 has seen it at 8: 0

// --- a condition ---

static async void wait(int id)
{
    await async_mutex_lock(&mutex);
    int status = await async_condition_wait(&condition, &mutex);
    printf("%d was notified: %d, and has the lock: %d\n", id, status, async_mutex_trylock(&mutex) == -EBUSY);
    await async_yield();
    async_mutex_unlock(&mutex);
}

static async void notify(void)
{
    async_condition_signal(&condition);
    await async_sleep(1);
    printf("all\n");
    async_condition_broadcast(&condition);
}

static async void conditions(void)
{
    await async_gather(wait(1), wait(2), wait(3), wait(4), notify());
    printf("without a lock: %d\n", await async_condition_wait(&condition, &mutex) == -EPERM);
}
// expect: 1 was notified: 0, and has the lock: 1
// expect: all
// expect: 2 was notified: 0, and has the lock: 1
// expect: 3 was notified: 0, and has the lock: 1
// expect: 4 was notified: 0, and has the lock: 1
// expect: without a lock: 1

// --- a barrier ---

static async void meet(int id, double seconds)
{
    await async_sleep(seconds);
    int place = await async_barrier_wait(&barrier);
    printf("%d passes at %g, place %d\n", id, async_time(), place);
}

static async void barriers(void)
{
    printf("for one: %d\n", await async_barrier_wait(&barrier));
    printf("for none: %d\n", async_barrier_init(&barrier, 0) == -EINVAL);
    async_barrier_init(&barrier, 3);
    await async_gather(meet(1, 2), meet(2, 1), meet(3, 3), meet(4, 5), meet(5, 4), meet(6, 6));
    async_task *task = async_spawn(meet(7, 0));
    await async_sleep(0);
    printf("in use: %d\n", async_barrier_init(&barrier, 1) == -EBUSY);
    async_cancel(task);
    await async_join(task);
    printf("not in use: %d\n", async_barrier_init(&barrier, 1));
}
// expect: for one: 0
// expect: for none: 1
// expect: 3 passes at 12, place 2
// expect: 2 passes at 12, place 0
// expect: 1 passes at 12, place 1
// expect: 6 passes at 15, place 2
// expect: 5 passes at 15, place 0
// expect: 4 passes at 15, place 1
// expect: in use: 1
// expect: 7 passes at 15, place -125
// expect: not in use: 0

// --- once ---

static async int try(void *context)
{
    int *tries = context;
    printf("try %d\n", ++*tries);
    await async_sleep(1);
    return *tries < 3 ? -*tries : 10 * *tries;
}

static async void need(int id, int *tries)
{
    int value = await async_once(&flag, try, tries);
    printf("%d gets %d at %g\n", id, value, async_time());
}

static async void onces(void)
{
    int tries = 0;
    await async_gather(need(1, &tries), need(2, &tries), need(3, &tries), need(4, &tries), need(5, &tries));
    await need(6, &tries);
}
// expect: try 1
// expect: 1 gets -1 at 16
// expect: try 2
// expect: 2 gets -2 at 17
// expect: try 3
// expect: 3 gets 30 at 18
// expect: 4 gets 30 at 18
// expect: 5 gets 30 at 18
// expect: 6 gets 30 at 18

// --- in a marked frame nothing begins, and everybody has a turn ---

static async void cancelled(void)
{
    async_event_set(&event);
    async_cancel(ASYNC_SELF);
    async_mutex free = {0}, locked = {.async_locked = 1};
    async_barrier alone = {0};
    int statuses[] = {await async_event_wait(&event),
                      await async_mutex_lock(&free),
                      await async_semaphore_wait(&semaphore),
                      await async_condition_wait(&condition, &locked),
                      await async_condition_wait(&condition, &free),
                      await async_barrier_wait(&alone),
                      await async_once(&flag, try, NULL)};
    for (int i = 0; i < 7; i++)
        printf("%d ", statuses[i]);
    printf("%d %d\n", async_mutex_trylock(&free), async_mutex_trylock(&locked));
}
// expect: -125 -125 -125 -125 -1 -125 -125 0 -16

async int main(void)
{
    await mutexes();
    await semaphores();
    await events();
    await conditions();
    await barriers();
    await onces();
    await async_join(async_spawn(cancelled()));
    return 0;
}
