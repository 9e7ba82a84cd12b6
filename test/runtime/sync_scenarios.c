// A wait that is ended and cancelled at the same time: in both orders, and as a race under many schedules. Nothing is
// lost, nobody is stranded, and what was handed over stays.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
// elision: no
#include <asyncc.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum order { ENDED_FIRST, CANCELLED_FIRST, RACE };

static uint64_t seed;
static enum order order;
static int seen[2]; // how often it was ended, or cancelled, first

static void fail(int line)
{
    printf("line %d, seed %d, order %d\n", line, (int)seed, (int)order);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

static async void cancel_later(async_task *task)
{
    await async_yield();
    CHECK(async_cancel(task) == 0);
}

static async void call_later(void (*end)(void))
{
    await async_yield();
    end();
}

// Ends the wait by this call and cancels the task, as `order` says.
static async void end_and_cancel(void (*end)(void), async_task *task)
{
    if (order == RACE) {
        await async_gather(call_later(end), cancel_later(task));
        return;
    }
    if (order == ENDED_FIRST)
        end();
    CHECK(async_cancel(task) == 0);
    if (order == CANCELLED_FIRST)
        end();
}

// What the cancelled wait has given is one of two.
static int check_status(int status)
{
    CHECK(status == 0 || status == -ECANCELED);
    CHECK(status == 0 || order != ENDED_FIRST);
    CHECK(status < 0 || order != CANCELLED_FIRST);
    seen[status < 0]++;
    return status;
}

struct result {
    int status, item;
};

// The tasks. After the wait, the next one of a cancelled task does not begin.

static async void wait_once(async struct result (*wait)(int item), int item, struct result *result)
{
    *result = await wait(item);
    CHECK(await async_yield() == 0);
}

static async void cancelled_once(async struct result (*wait)(int item), int item, struct result *result)
{
    *result = await wait(item);
    CHECK(await async_sleep(0) == -ECANCELED);
}

// --- 3: an item handed to a getter, 4: a slot given to a putter ---

static async_queue queue;

static async struct result get(int item)
{
    struct result result = {0, item};
    result.status = await async_queue_get(&queue, &result.item);
    return result;
}

static async struct result put(int item)
{
    struct result result = {0, item};
    result.status = await async_queue_put(&queue, &item);
    return result;
}

static int got;

static void put_seven(void)
{
    int seven = 7;
    CHECK(async_queue_tryput(&queue, &seven) == 0);
}

static void get_one(void)
{
    CHECK(async_queue_tryget(&queue, &got) == 0);
}

static async int getters(void)
{
    struct result first, second;
    async_queue_init(&queue, sizeof(int), 4);
    async_task *tasks[] = {async_spawn(cancelled_once(get, -1, &first)), async_spawn(wait_once(get, -2, &second))};
    await end_and_cancel(put_seven, tasks[0]);
    if (check_status((await async_join(tasks[0]), first.status)) == 0) {
        CHECK(first.item == 7 && !async_finished(tasks[1]));
        put_seven();
    } else {
        CHECK(first.item == -1);
    }
    await async_join(tasks[1]);
    CHECK(second.status == 0 && second.item == 7 && async_queue_size(&queue) == 0);
    async_queue_abort(&queue);
    return 0;
}

static async int putters(size_t capacity)
{
    struct result first, second;
    int item = 1;
    async_queue_init(&queue, sizeof(int), capacity);
    if (capacity)
        CHECK(async_queue_tryput(&queue, &item) == 0);
    async_task *tasks[] = {async_spawn(cancelled_once(put, 2, &first)), async_spawn(wait_once(put, 3, &second))};
    await end_and_cancel(get_one, tasks[0]);
    int is_put = check_status((await async_join(tasks[0]), first.status)) == 0;
    if (capacity) {
        CHECK(got == 1);
        get_one();
    }
    CHECK(got == (is_put ? 2 : 3));
    if (is_put)
        get_one();
    await async_join(tasks[1]);
    CHECK(got == 3 && second.status == 0 && async_queue_tryget(&queue, &got) == -EAGAIN);
    async_queue_abort(&queue);
    return 0;
}

// --- 5: a mutex or a semaphore handed over ---

static async_mutex mutex;
static async_semaphore semaphore;

static async struct result lock(int item)
{
    struct result result = {await async_mutex_lock(&mutex), item};
    if (result.status == 0) {
        await async_sleep(1); // in one that is cancelled, this does not begin
        CHECK(async_mutex_unlock(&mutex) == 0);
    }
    return result;
}

static async struct result use(int item)
{
    struct result result = {await async_semaphore_wait(&semaphore), item};
    if (result.status == 0) {
        await async_sleep(1);
        CHECK(async_semaphore_post(&semaphore) == 0);
    }
    return result;
}

static void unlock(void)
{
    CHECK(async_mutex_unlock(&mutex) == 0);
}

static void post(void)
{
    CHECK(async_semaphore_post(&semaphore) == 0);
}

static async int locks(void)
{
    struct result first, second;
    CHECK(async_mutex_trylock(&mutex) == 0);
    async_task *tasks[] = {async_spawn(cancelled_once(lock, 1, &first)), async_spawn(wait_once(lock, 2, &second))};
    await end_and_cancel(unlock, tasks[0]);
    await async_join_all(tasks, 2);
    check_status(first.status);
    CHECK(second.status == 0);
    CHECK(async_mutex_unlock(&mutex) == -EPERM);
    return 0;
}

static async int semaphores(void)
{
    struct result first, second;
    async_semaphore_init(&semaphore, 0);
    async_task *tasks[] = {async_spawn(cancelled_once(use, 1, &first)), async_spawn(wait_once(use, 2, &second))};
    await end_and_cancel(post, tasks[0]);
    await async_join_all(tasks, 2);
    check_status(first.status);
    CHECK(second.status == 0);
    CHECK(async_semaphore_trywait(&semaphore) == 0 && async_semaphore_trywait(&semaphore) == -EAGAIN);
    return 0;
}

// --- 6: a condition ---

static async_condition condition;
static int holders;

static async struct result notified(int item)
{
    struct result result = {0, item};
    CHECK(await async_mutex_lock(&mutex) == 0);
    result.status = await async_condition_wait(&condition, &mutex);
    CHECK(async_mutex_trylock(&mutex) == -EBUSY && ++holders == 1);
    await async_yield();
    holders--;
    CHECK(async_mutex_unlock(&mutex) == 0);
    return result;
}

static void notify(void)
{
    async_condition_signal(&condition);
}

// `held`: somebody else has the lock meanwhile, and the cancelled one has to wait for it.
static async int conditions(int held)
{
    struct result first, second;
    async_task *tasks[] = {async_spawn(cancelled_once(notified, 1, &first)),
                           async_spawn(wait_once(notified, 2, &second))};
    if (held)
        CHECK(async_mutex_trylock(&mutex) == 0);
    await end_and_cancel(notify, tasks[0]);
    for (int i = 0; i < 5; i++)
        await async_yield();
    CHECK(!held || !async_finished(tasks[0]));
    if (held)
        unlock();
    await async_join(tasks[0]);
    if (check_status(first.status) == 0) {
        for (int i = 0; i < 5; i++)
            await async_yield();
        CHECK(!async_finished(tasks[1]));
        notify();
    }
    await async_join(tasks[1]); // the notification that the first has not used is not lost
    CHECK(second.status == 0 && async_mutex_unlock(&mutex) == -EPERM);
    return 0;
}

// --- once: the turn to try passes to one that is cancelled, and on to the next ---

static async_once_flag flag;
static async_event answered;
static int tries, answer;

static async int try(void *context)
{
    (void)context;
    tries++;
    int status = await async_event_wait(&answered);
    return status < 0 ? status : answer;
}

static async struct result once(int item)
{
    struct result result = {await async_once(&flag, try, NULL), item};
    return result;
}

static void fail_first(void)
{
    answer = -5;
    async_event_set(&answered);
    async_event_clear(&answered);
}

static async int onces(int delay)
{
    struct result zeroth, first, second;
    flag = (async_once_flag){0};
    tries = 0;
    async_task *failing = async_spawn(wait_once(once, 0, &zeroth));
    async_task *tasks[] = {async_spawn(cancelled_once(once, 1, &first)), async_spawn(wait_once(once, 2, &second))};
    fail_first();
    for (int i = 0; i < delay; i++)
        await async_yield();
    CHECK(async_cancel(tasks[0]) == 0); // in line, when its turn has come, or when it tries
    await async_join(failing);
    await async_join(tasks[0]);
    for (int i = 0; i < 5; i++)
        await async_yield();
    CHECK(zeroth.status == -5 && first.status == -ECANCELED && !async_finished(tasks[1]));
    answer = 9;
    async_event_set(&answered);
    await async_join(tasks[1]);
    async_event_clear(&answered);
    CHECK(second.status == 9 && (tries == 2 || (tries == 3 && delay > 1)));
    return await async_once(&flag, try, NULL);
}

// --- all of them ---

static async int all(void)
{
    await getters();
    await putters(1);
    await putters(0);
    await locks();
    await semaphores();
    await conditions(0);
    await conditions(1);
    for (int delay = 0; delay < 6; delay++)
        CHECK(await onces(delay) == 9);
    return 0;
}

int main(void)
{
    const char *asked = getenv("ASYNCC_SEEDS");
    int seeds = asked ? atoi(asked) : 200;
    for (seed = 0; seed <= (uint64_t)seeds; seed++) {
        async_seed(seed);
        for (order = ENDED_FIRST; order <= RACE; order++)
            CHECK(async_run(all()) == 0);
    }
    CHECK(seen[0] > 4 * seeds && seen[1] > 4 * seeds);
    return 0;
}
