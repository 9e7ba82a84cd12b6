// Every pair of primitives in every combination, cancelled at each of its waits, and with each allocation failing:
// nothing leaks, and what has to hold of each primitive holds in the end.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -O1 -g %t.c %source/runtime/src/*.c -o %t && %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_POOL=0 %t
#include <asyncc/test.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static int use_a, use_b, form;
static uint64_t seed;

static void fail(int line)
{
    printf("line %d: %d and %d, form %d, seed %d\n", line, use_a, use_b, form, (int)seed);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

// --- the primitives: each of these makes one, uses it from several sides, and checks it in the end ---

struct channel {
    async_queue queue;
    int put, got;
};

static async int puts_some(struct channel *c)
{
    int status = 0;
    for (int i = 0; i < 4 && status == 0; i++) {
        int item = c->put;
        status = await async_queue_put(&c->queue, &item);
        c->put += status == 0;
    }
    async_queue_close(&c->queue);
    return status;
}

static async int gets_all(struct channel *c)
{
    int item, status;
    while ((status = await async_queue_get(&c->queue, &item)) == 0) {
        CHECK(item == c->got);
        c->got++;
        if (c->got % 2)
            await async_yield();
    }
    if (status != -EPIPE)
        async_queue_close(&c->queue);
    return status;
}

static async int channel(size_t capacity)
{
    struct channel c = {.put = 0};
    int put, got;
    CHECK(async_queue_init(&c.queue, sizeof(int), capacity) == 0);
    await async_gather(put = puts_some(&c), got = gets_all(&c));
    CHECK(c.put - c.got == (int)async_queue_size(&c.queue));
    async_queue_abort(&c.queue);
    return put < 0 ? put : got == -EPIPE ? 0 : got;
}

static async int bounded(void)
{
    return await channel(2);
}

static async int rendezvous(void)
{
    return await channel(0);
}

struct lock {
    async_mutex mutex;
    async_semaphore semaphore;
    async_condition condition;
    int holders, ready;
};

static async int locks(struct lock *l)
{
    int status = await async_mutex_lock(&l->mutex);
    if (status < 0)
        return status;
    CHECK(++l->holders == 1);
    status = await async_sleep(0.1);
    l->holders--;
    CHECK(async_mutex_unlock(&l->mutex) == 0);
    return status;
}

static async int mutex(void)
{
    struct lock l = {.ready = 0};
    int a, b, c;
    await async_gather(a = locks(&l), b = locks(&l), c = locks(&l));
    CHECK(async_mutex_trylock(&l.mutex) == 0);
    return a < 0 ? a : b < 0 ? b : c;
}

static async int takes(struct lock *l)
{
    int status = await async_semaphore_wait(&l->semaphore);
    if (status < 0)
        return status;
    CHECK(++l->holders <= 2);
    status = await async_sleep(0.1);
    l->holders--;
    CHECK(async_semaphore_post(&l->semaphore) == 0);
    return status;
}

static async int semaphore(void)
{
    struct lock l = {.semaphore = ASYNC_SEMAPHORE(2)};
    int a, b, c, d;
    await async_gather(a = takes(&l), b = takes(&l), c = takes(&l), d = takes(&l));
    CHECK(async_semaphore_trywait(&l.semaphore) == 0 && async_semaphore_trywait(&l.semaphore) == 0);
    CHECK(async_semaphore_trywait(&l.semaphore) == -EAGAIN);
    return a < 0 ? a : b < 0 ? b : c < 0 ? c : d;
}

static async int awaits_condition(struct lock *l)
{
    int status = await async_mutex_lock(&l->mutex);
    if (status < 0)
        return status;
    while (!l->ready && status == 0) {
        status = await async_condition_wait(&l->condition, &l->mutex);
        CHECK(async_mutex_trylock(&l->mutex) == -EBUSY && ++l->holders == 1);
        l->holders--;
    }
    CHECK(async_mutex_unlock(&l->mutex) == 0);
    return status;
}

static async int makes_ready(struct lock *l)
{
    int status = await async_sleep(0.1), locked = 1;
    await async_shield(locked = async_mutex_lock(&l->mutex)); // without memory for a shield it goes without the lock
    l->ready = 1;
    async_condition_broadcast(&l->condition);
    if (locked == 0)
        CHECK(async_mutex_unlock(&l->mutex) == 0);
    return status;
}

static async int condition(void)
{
    struct lock l = {.ready = 0};
    int a, b, c;
    await async_gather(a = awaits_condition(&l), b = awaits_condition(&l), c = makes_ready(&l));
    CHECK(async_mutex_trylock(&l.mutex) == 0);
    return a < 0 ? a : b < 0 ? b : c;
}

static async int awaits_event(async_event *e)
{
    return await async_event_wait(e);
}

static async int sets_event(async_event *e)
{
    int status = await async_sleep(0.1);
    async_event_set(e);
    return status;
}

static async int event(void)
{
    async_event e = {0};
    int a, b, c;
    await async_gather(a = awaits_event(&e), b = sets_event(&e), c = awaits_event(&e));
    return a < 0 ? a : b < 0 ? b : c;
}

static async int comes(async_barrier *b, double seconds)
{
    int status = await async_sleep(seconds);
    return status < 0 ? status : await async_barrier_wait(b);
}

static async int barrier(void)
{
    async_barrier barrier = {0};
    int a, b, c;
    async_barrier_init(&barrier, 3);
    await async_gather(a = comes(&barrier, 0), b = comes(&barrier, 0.1), c = comes(&barrier, 0.2));
    CHECK((a < 0 && b < 0 && c < 0) || (a + b + c == 3 && a >= 0 && b >= 0 && c >= 0));
    CHECK(async_barrier_init(&barrier, 1) == 0); // nobody waits in it
    return a < 0 ? a : 0;
}

static async int done_once(void *done)
{
    int status = await async_sleep(0.1);
    *(int *)done += status == 0;
    return status < 0 ? status : 7;
}

static async int calls_once(async_once_flag *flag, int *done)
{
    return await async_once(flag, done_once, done);
}

static async int once(void)
{
    async_once_flag flag = {0};
    int a, b, c, done = 0;
    await async_gather(a = calls_once(&flag, &done), b = calls_once(&flag, &done), c = calls_once(&flag, &done));
    CHECK(done <= 1 && ((a != 7 && b != 7 && c != 7) || done == 1));
    return a < 0 ? a : b < 0 ? b : c < 0 ? c : 0;
}

static async int awaits_promise(async_promise *p)
{
    void *value = NULL;
    int status = await async_promise_wait(p, &value);
    CHECK(status < 0 || value == p);
    return status;
}

static async int keeps_promise(async_promise *p)
{
    int status = await async_sleep(0.1);
    CHECK(async_promise_set(p, 0, p) == 0);
    return status;
}

static async int promise(void)
{
    async_promise p = {0};
    int a, b, c;
    await async_gather(a = awaits_promise(&p), b = awaits_promise(&p), c = keeps_promise(&p));
    return a < 0 ? a : b < 0 ? b : c;
}

static async int produces(int *out, int *alive)
{
    int status = 0, shielded = 0;
    ++*alive;
    for (int i = 0; i < 3 && status == 0; i++) {
        status = await async_sleep(0.1);
        if (status == 0)
            status = await async_emit(out, i);
    }
    await async_shield(shielded = async_yield());
    CHECK(shielded == 0);
    --*alive;
    return status;
}

static async int generator(void)
{
    async_generator g;
    int x, status = 0, next, alive = 0, got = 0;
    async_generator_start(&g, status = produces(&x, &alive));
    while ((next = await async_generator_next(&g)) > 0 && got < 2) {
        CHECK(x == got);
        got++;
        await async_yield();
    }
    await async_generator_end(&g);
    CHECK(alive == 0);
    return next < 0 ? next : got == 2 ? 0 : status;
}

static async int naps(double seconds, int *running)
{
    ++*running;
    int status = await async_sleep(seconds), shielded = 0;
    await async_shield(shielded = async_yield());
    --*running;
    CHECK(shielded == 0);
    return status;
}

static async int group(void)
{
    async_group g = {0};
    int running = 0, status = 0, sum = 0;
    async_group_limit(&g, 2);
    for (int i = 0; i < 4 && status == 0; i++) {
        status = await async_group_slot(&g);
        if (status == 0)
            status = async_group_spawn(&g, sum += naps(0.1 * i, &running));
        CHECK(running <= 2);
    }
    if (status == 0)
        status = await async_group_next(&g);
    if (status < 0)
        async_group_cancel(&g);
    int joined = await async_group_join(&g);
    CHECK(running == 0);
    return joined < 0 ? joined : status;
}

static async int tasks(void)
{
    int running = 0;
    async_task *ts[] = {async_spawn(naps(0.2, &running)), async_new(naps(0.1, &running)),
                        async_spawn(naps(0.3, &running))};
    async_set_name(ts[0], "first");
    int any = await async_wait_any(ts, 3);
    CHECK(any < 0 || async_finished(ts[any]));
    async_cancel(ts[2]);
    int status = await async_join_all(ts, 3);
    CHECK(running == 0);
    return any < 0 ? any : status == -ECANCELED ? 0 : status;
}

static async int ticks(void)
{
    async_interval every = {.period = 0.1};
    int status = 0;
    for (int i = 0; i < 3 && status >= 0; i++)
        status = await async_interval_tick(&every);
    return status;
}

static async int object(void)
{
    int running = 0;
    async int o = naps(0.1, &running);
    async int p = async_start(naps(0.1, &running));
    int a = await o, b = await p;
    CHECK(running == 0);
    return a < 0 ? a : b;
}

enum { OBJECT = 13, USES };
static async int (*const uses[USES])(void) = {bounded, rendezvous, mutex,     semaphore, condition, event, barrier,
                                              once,    promise,    generator, group,     tasks,     ticks, object};

// --- the combinations ---

static async int use(int which)
{
    return await uses[which]();
}

static async int clean_up(void)
{
    int status = await async_sleep(0.05), cleaned = 1;
    if (await async_shield(cleaned = use(use_b)) == 0)
        CHECK(cleaned == 0 || cleaned == -ENOMEM);
    return status;
}

static async int grouped(void)
{
    async_group g = {0};
    int a = 0, b = 0;
    int first = async_group_spawn(&g, a = use(use_a)), second = async_group_spawn(&g, b = use(use_b));
    int status = await async_group_join(&g);
    return first < 0 ? first : second < 0 ? second : status;
}

static async int yields_uses(int *out)
{
    int a = await use(use_a), status = await async_emit(out, 1);
    if (status == 0) {
        int b = await use(use_b);
        status = b < 0 ? b : await async_emit(out, 2);
    }
    return a < 0 ? a : status;
}

static async int generated(void)
{
    async_generator g;
    int x, status = 0;
    async_generator_start(&g, status = yields_uses(&x));
    while (await async_generator_next(&g) > 0)
        await async_yield();
    await async_generator_end(&g);
    return status;
}

enum { GATHER, RACE, GROUP, TIMEOUT, SHIELD, SPAWN, CLEAN_UP, GENERATE, RUN, FORMS };

static async int combine(void)
{
    int a = 0, b = 0, status = 0;
    switch (form) {
    case GATHER:
        await async_gather(a = use(use_a), b = use(use_b));
        break;
    case RACE:
        status = await async_race(a = use(use_a), b = use(use_b));
        break;
    case GROUP:
        status = await grouped();
        break;
    case TIMEOUT:
        status = await async_timeout(0.15, a = use(use_a));
        if (status != -ECANCELED)
            status = await async_timeout_at(async_time() + 0.25, b = use(use_b));
        break;
    case SHIELD:
        status = await async_shield(a = use(use_a));
        status = await async_shield_for(0.15, b = use(use_b));
        break;
    case SPAWN: {
        async_task *task = async_spawn(a = use(use_a));
        b = await use(use_b);
        status = await async_join(task);
        break;
    }
    case CLEAN_UP:
        status = await async_timeout(0.03, a = clean_up());
        break;
    case GENERATE:
        status = await generated();
        break;
    case RUN:
        a = await use(use_a);
        b = async_run(use(use_b));
        CHECK(b == 0 || b == -ENOMEM);
        break;
    }
    return status < 0 ? status : a < 0 ? a : b;
}

static int runs, faults;

static void test(void)
{
    async_seed(seed);
    int n = async_test_each_wait(combine);
    CHECK(n > 1);
    runs += n;
    if (use_a == OBJECT || use_b == OBJECT)
        return; // without memory for it, an await of the object is fatal
    n = async_test_each_fault(combine);
    CHECK(n > 0);
    faults += n;
}

int main(void)
{
    const char *asked = getenv("ASYNCC_SEEDS");
    uint64_t seeds = asked ? strtoul(asked, NULL, 10) / 50 : 4;
    for (seed = 0; seed < seeds; seed++)
        for (use_a = 0; use_a < USES; use_a++)
            for (use_b = 0; use_b < USES; use_b++)
                for (form = 0; form < FORMS; form++)
                    test();
    if (runs < 50000 || faults < 40000)
        printf("only %d runs, %d with faults\n", runs, faults);
    return 0;
}
