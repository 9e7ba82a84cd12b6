// Events, mutexes, conditions, semaphores, barriers and once against small models: random operations, cancellations at
// any time, also between a wake-up and its turn, under random schedules. What a wait gives is known from the model as
// soon as the operation that ends it was called.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
// elision: no
#include <asyncc.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEEDS = 2, SLOTS = 24, OPEN = 1 << 20 };

static int operations = 100000; // on each primitive
static uint64_t state = 1;

static unsigned chance(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

static void fail(int line)
{
    printf("line %d, state %llx\n", line, (unsigned long long)state);
    exit(1);
}
#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__))

// --- tasks that each do one wait ---

enum kind { EVENT, LOCK, WAIT, UNIT, MEET, ONCE };

static async_event event;
static async_mutex mutex;
static async_condition condition;
static async_semaphore semaphore;
static async_barrier barrier;
static async_once_flag flag;

static struct slot {
    async_task *task;
    enum kind kind;
    int expected, actual; // OPEN: not known yet
} slots[SLOTS];

static async int attempt(void *context);

static async void call(enum kind kind, struct slot *slot, int marked)
{
    int result = 0;
    if (marked)
        async_cancel(ASYNC_SELF);
    switch (kind) {
    case EVENT:
        result = await async_event_wait(&event);
        break;
    case LOCK:
        result = await async_mutex_lock(&mutex);
        break;
    case WAIT:
        result = await async_condition_wait(&condition, &mutex);
        break;
    case UNIT:
        result = await async_semaphore_wait(&semaphore);
        break;
    case MEET:
        result = await async_barrier_wait(&barrier);
        break;
    case ONCE:
        result = await async_once(&flag, attempt, slot);
        break;
    }
    slot->actual = result;
}

// Joins those that have ended; after a while, all whose result is known must have ended.
static async void settle(int turns)
{
    for (int i = 0; i < turns; i++)
        await async_yield();
    for (struct slot *slot = slots; slot < slots + SLOTS; slot++) {
        if (!slot->task)
            continue;
        if (!async_finished(slot->task)) {
            CHECK(turns < 3 || slot->expected == OPEN);
            continue;
        }
        CHECK(slot->actual == slot->expected);
        await async_join(slot->task);
        slot->task = NULL;
    }
}

// A slot that is in use, or one that is not; NULL: there is none.
static struct slot *any_slot(int used)
{
    unsigned first = chance(SLOTS);
    for (unsigned i = 0; i < SLOTS; i++) {
        struct slot *slot = &slots[(first + i) % SLOTS];
        if (!slot->task == !used)
            return slot;
    }
    return NULL;
}

// --- lines ---

struct line {
    struct slot *slots[SLOTS];
    int results[SLOTS], count;
};

static void add(struct line *line, struct slot *slot, int result)
{
    line->slots[line->count] = slot;
    line->results[line->count++] = result;
}

static int find(const struct line *line, const struct slot *slot)
{
    for (int i = 0; i < line->count; i++)
        if (line->slots[i] == slot)
            return i;
    return -1;
}

static struct slot *take(struct line *line, int at, int *result)
{
    struct slot *slot = line->slots[at];
    *result = line->results[at];
    for (line->count--; at < line->count; at++) {
        line->slots[at] = line->slots[at + 1];
        line->results[at] = line->results[at + 1];
    }
    return slot;
}

static void finish(struct slot *slot, int result)
{
    CHECK(slot->expected == OPEN);
    slot->expected = result;
}

static void finish_first(struct line *line)
{
    int result;
    struct slot *slot = take(line, 0, &result);
    finish(slot, result);
}

// Starts a wait; the model has told what comes at once.
static void start(enum kind kind, struct slot *slot, int marked)
{
    slot->kind = kind;
    slot->actual = OPEN;
    slot->task = async_spawn(call(kind, slot, marked));
    CHECK(slot->task != NULL);
}

// --- the models: `first` to `count` lines ---

static struct line waiting, locking;

// A cancellation of a wait that only leaves its line.
static int leaves(struct line *line, struct slot *slot)
{
    int at = find(line, slot), result;
    if (at < 0)
        return 0;
    take(line, at, &result);
    finish(slot, -ECANCELED);
    return 1;
}

static int is_set;

static void event_wait(struct slot *slot, int marked)
{
    if (marked)
        finish(slot, -ECANCELED);
    else if (is_set)
        finish(slot, 0);
    else
        add(&waiting, slot, 0);
    start(EVENT, slot, marked);
}

static void event_other(void)
{
    is_set = chance(2);
    if (is_set) {
        async_event_set(&event);
        while (waiting.count)
            finish_first(&waiting);
    } else {
        async_event_clear(&event);
    }
}

static void event_cancel(struct slot *slot)
{
    leaves(&waiting, slot);
}

static int units;

static void unit_wait(struct slot *slot, int marked)
{
    if (marked)
        finish(slot, -ECANCELED);
    else if (units)
        units--, finish(slot, 0);
    else
        add(&waiting, slot, 0);
    start(UNIT, slot, marked);
}

static void unit_other(void)
{
    if (chance(4) == 0) {
        CHECK(async_semaphore_trywait(&semaphore) == (units ? 0 : -EAGAIN));
        units -= units > 0;
    } else {
        CHECK(async_semaphore_post(&semaphore) == 0);
        if (waiting.count)
            finish_first(&waiting);
        else
            units++;
    }
}

static int locked;

static void unlock(void)
{
    if (locking.count)
        finish_first(&locking);
    else
        locked = 0;
}

static void lock_again(struct slot *slot, int result)
{
    if (locked)
        add(&locking, slot, result);
    else
        locked = 1, finish(slot, result);
}

static void lock_wait(struct slot *slot, int marked)
{
    if (chance(2)) {
        if (marked)
            finish(slot, -ECANCELED);
        else
            lock_again(slot, 0);
        start(LOCK, slot, marked);
        return;
    }
    if (!locked) {
        finish(slot, -EPERM);
    } else if (marked) {
        finish(slot, -ECANCELED);
    } else {
        add(&waiting, slot, 0);
        unlock();
    }
    start(WAIT, slot, marked);
}

static void notify(void)
{
    int result;
    struct slot *slot = take(&waiting, 0, &result);
    lock_again(slot, 0);
}

static void lock_other(void)
{
    switch (chance(6)) {
    case 0:
        CHECK(async_mutex_trylock(&mutex) == (locked ? -EBUSY : 0));
        locked = 1;
        break;
    case 1:
        async_condition_signal(&condition);
        if (waiting.count)
            notify();
        break;
    case 2:
        async_condition_broadcast(&condition);
        while (waiting.count)
            notify();
        break;
    default:
        CHECK(async_mutex_unlock(&mutex) == (locked ? 0 : -EPERM));
        if (locked)
            unlock();
        break;
    }
}

static void lock_cancel(struct slot *slot)
{
    int at = find(&waiting, slot), result;
    if (at >= 0) {
        take(&waiting, at, &result);
        lock_again(slot, -ECANCELED);
    } else if (slot->kind == LOCK) {
        leaves(&locking, slot);
    }
}

static int parties = 1;

static void meet_wait(struct slot *slot, int marked)
{
    if (marked) {
        finish(slot, -ECANCELED);
    } else if (waiting.count < parties - 1) {
        add(&waiting, slot, 0);
    } else {
        for (int place = 0; waiting.count; place++) {
            int result;
            struct slot *first = take(&waiting, 0, &result);
            finish(first, place);
        }
        finish(slot, parties - 1);
    }
    start(MEET, slot, marked);
}

static void meet_other(void)
{
    int wanted = (int)chance(6);
    int status = async_barrier_init(&barrier, (unsigned)wanted);
    CHECK(status == (!wanted ? -EINVAL : waiting.count ? -EBUSY : 0));
    if (!status)
        parties = wanted;
}

// Once: attempts wait for their result, which the driver gives them. waiting: all but the one that tries.
static struct slot *trying;
static async_promise answer;
static int done = -1, attempts, expected_attempts;

static async int attempt(void *context)
{
    attempts++;
    (void)context;
    return await async_promise_wait(&answer, NULL);
}

static void next_attempt(void)
{
    int result;
    trying = NULL;
    if (done < 0 && waiting.count) {
        trying = take(&waiting, 0, &result);
        expected_attempts++;
    }
}

static void once_wait(struct slot *slot, int marked)
{
    if (marked) {
        finish(slot, -ECANCELED);
    } else if (done >= 0) {
        finish(slot, done);
    } else if (trying) {
        add(&waiting, slot, 0);
    } else {
        trying = slot;
        expected_attempts++;
    }
    start(ONCE, slot, marked);
}

static void once_other(void)
{
    CHECK(attempts == expected_attempts);
    if (trying) {
        int result = chance(3) ? -(int)chance(100) - 1 : (int)chance(100);
        CHECK(async_promise_set(&answer, result, NULL) == 0);
        answer = (async_promise){0};
        finish(trying, result);
        if (result >= 0) {
            done = result;
            while (waiting.count) {
                int unused;
                struct slot *slot = take(&waiting, 0, &unused);
                finish(slot, result);
            }
        }
        next_attempt();
    } else if (done >= 0 && chance(4) == 0) {
        done = -1;
        flag = (async_once_flag){0};
    }
}

static void once_cancel(struct slot *slot)
{
    if (slot == trying) {
        finish(slot, -ECANCELED);
        next_attempt();
    } else {
        leaves(&waiting, slot);
    }
}

// --- the driver ---

static async int drive(void (*wait)(struct slot *, int marked), void (*other)(void), void (*cancel)(struct slot *),
                       int careful)
{
    for (int i = 0; i < operations / SEEDS; i++) {
        struct slot *slot;
        switch (chance(6)) {
        case 0:
        case 1:
            slot = any_slot(0);
            if (!slot) {
                other();
                break;
            }
            slot->expected = OPEN;
            wait(slot, chance(8) == 0);
            break;
        case 2:
            slot = any_slot(1);
            if (!slot)
                break;
            int status = async_cancel(slot->task);
            CHECK(status == 0 || (status == -EALREADY && slot->expected != OPEN));
            if (slot->expected == OPEN)
                cancel(slot);
            break;
        case 3:
            await settle((int)chance(4));
            break;
        default:
            other();
        }
        if (careful)
            await settle(8);
    }
    for (int i = 0; i < SLOTS; i++) {
        if (!slots[i].task || slots[i].expected != OPEN)
            continue;
        async_cancel(slots[i].task);
        cancel(&slots[i]);
        if (careful)
            await settle(8);
    }
    for (int i = 0; i < 2 * SLOTS; i++) { // those that are cancelled may still need the lock
        other();
        await settle(8);
    }
    waiting.count = 0;
    return 0;
}

int main(void)
{
    const char *asked = getenv("ASYNCC_OPERATIONS");
    if (asked)
        operations = atoi(asked);
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        async_seed(seed);
        async_run(drive(event_wait, event_other, event_cancel, 0));
        async_run(drive(unit_wait, unit_other, event_cancel, 0));
        async_run(drive(lock_wait, lock_other, lock_cancel, 0));
        async_run(drive(meet_wait, meet_other, event_cancel, 0));
        async_run(drive(once_wait, once_other, once_cancel, 1));
        CHECK(async_mutex_unlock(&mutex) == (locked ? 0 : -EPERM));
        locked = 0;
    }
    return 0;
}
