// Queues against a model: random operations of every kind on rendezvous, bounded, unbounded and ordered queues, with
// cancellations at any time, under random schedules. What a put or get gives is known from the model as soon as the
// operation that ends it was called.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
// elision: no
#include <asyncc.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUND = 500, SLOTS = 16, MOST = 1000, OPEN = 1 << 20 };

static int operations = 100000;
static uint64_t state = 7;

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

// --- the queue: items of 1 to 24 bytes, made from a number ---

static async_queue queue;
static size_t item_size, capacity;
static int ordered;

static void make(unsigned char *item, unsigned number)
{
    memset(item, (int)(number * 7 % 251), item_size);
    item[0] = (unsigned char)(number % 16); // its priority
    if (item_size >= sizeof number)
        memcpy(item + item_size - sizeof number, &number, sizeof number);
}

static int same(const unsigned char *item, unsigned number)
{
    unsigned char expected[32];
    make(expected, number);
    return memcmp(item, expected, item_size) == 0;
}

static int before(const void *a, const void *b)
{
    return *(const unsigned char *)a % 16 < *(const unsigned char *)b % 16;
}

// --- tasks that each do one operation ---

enum kind { PUT, GET, DRAINED };

static struct slot {
    async_task *task;
    enum kind kind;
    unsigned number; // of the item that is put, or expected
    int expected, actual;
    unsigned char item[32];
} slots[SLOTS];

static async void call(struct slot *slot, int marked)
{
    int result = 0;
    if (marked)
        async_cancel(ASYNC_SELF);
    switch (slot->kind) {
    case PUT:
        result = await async_queue_put(&queue, slot->item);
        break;
    case GET:
        result = await async_queue_get(&queue, slot->item);
        break;
    case DRAINED:
        result = await async_queue_drained(&queue);
        break;
    }
    slot->actual = result;
}

// --- the model ---

static unsigned items[MOST], next_number, unfinished, undone;
static size_t count;
static int closed;

static struct line {
    struct slot *slots[SLOTS];
    int count;
} putters, getters, drainers;

static int leave(struct line *line, const struct slot *slot)
{
    int at = 0;
    while (at < line->count && line->slots[at] != slot)
        at++;
    if (at == line->count)
        return 0;
    for (line->count--; at < line->count; at++)
        line->slots[at] = line->slots[at + 1];
    return 1;
}

static void finish(struct slot *slot, int result)
{
    CHECK(slot->expected == OPEN);
    slot->expected = result;
}

static void finish_first(struct line *line, int result)
{
    struct slot *first = line->slots[0];
    leave(line, first);
    finish(first, result);
}

static unsigned take(size_t at)
{
    unsigned number = items[at];
    memmove(items + at, items + at + 1, (--count - at) * sizeof *items);
    return number;
}

static void keep(unsigned number)
{
    items[count++] = number;
    unfinished++;
}

static size_t first_item(void)
{
    size_t first = 0;
    for (size_t i = 1; ordered && i < count; i++)
        if (items[i] % 16 < items[first] % 16)
            first = i;
    return first;
}

static int model_put(unsigned number)
{
    if (closed)
        return -EPIPE;
    if (getters.count) {
        getters.slots[0]->number = number;
        finish_first(&getters, 0);
        unfinished++;
        undone++;
        return 0;
    }
    if (count == capacity)
        return -EAGAIN;
    keep(number);
    return 0;
}

static int model_get(unsigned *number)
{
    if (count) {
        *number = take(first_item());
        undone++;
        if (putters.count) {
            keep(putters.slots[0]->number);
            finish_first(&putters, 0);
        }
        return 0;
    }
    if (!putters.count)
        return closed ? -EPIPE : -EAGAIN;
    int first = 0;
    for (int i = 1; ordered && i < putters.count; i++)
        if (putters.slots[i]->number % 16 < putters.slots[first]->number % 16)
            first = i;
    struct slot *putter = putters.slots[first];
    leave(&putters, putter);
    *number = putter->number;
    finish(putter, 0);
    unfinished++;
    undone++;
    return 0;
}

static void model_close(void)
{
    closed = 1;
    while (putters.count)
        finish_first(&putters, -EPIPE);
    while (getters.count)
        finish_first(&getters, -EPIPE);
}

static void model_drained(void)
{
    while (!unfinished && drainers.count)
        finish_first(&drainers, 0);
}

// --- the driver ---

static void start(struct slot *slot)
{
    int marked = chance(8) == 0, status = -ECANCELED;
    slot->kind = chance(8) ? (enum kind)chance(2) : DRAINED;
    slot->number = next_number++;
    slot->expected = slot->actual = OPEN;
    make(slot->item, slot->number);
    struct line *line = slot->kind == PUT ? &putters : slot->kind == GET ? &getters : &drainers;
    if (!marked)
        status = slot->kind == PUT   ? model_put(slot->number)
                 : slot->kind == GET ? model_get(&slot->number)
                 : unfinished        ? -EAGAIN
                                     : 0;
    if (status == -EAGAIN)
        line->slots[line->count++] = slot;
    else
        finish(slot, status);
    slot->task = async_spawn(call(slot, marked));
}

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
        CHECK(slot->actual != 0 || slot->kind == DRAINED || same(slot->item, slot->number));
        await async_join(slot->task);
        slot->task = NULL;
    }
}

static void operate(void)
{
    unsigned char item[32];
    unsigned number = next_number;
    switch (chance(16)) {
    case 0:
    case 1:
    case 2:
        make(item, next_number);
        CHECK(async_queue_tryput(&queue, item) == model_put(next_number++));
        break;
    case 3:
    case 4:
    case 5: {
        int status = model_get(&number);
        CHECK(async_queue_tryget(&queue, item) == status);
        CHECK(status < 0 || same(item, number));
        break;
    }
    case 6:
        if (chance(300) == 0) {
            async_queue_close(&queue);
            model_close();
        }
        break;
    case 7:
        CHECK(async_queue_order(&queue, ordered ? before : NULL) == (count ? -EBUSY : 0));
        break;
    default:
        CHECK(async_queue_done(&queue) == (undone ? 0 : -EINVAL));
        if (undone)
            undone--, unfinished--;
        model_drained();
    }
    CHECK(async_queue_size(&queue) == count);
}

static void cancel(struct slot *slot)
{
    int status = async_cancel(slot->task);
    CHECK(status == 0 || (status == -EALREADY && slot->expected != OPEN));
    if (slot->expected != OPEN)
        return;
    leave(&putters, slot);
    leave(&getters, slot);
    leave(&drainers, slot);
    finish(slot, -ECANCELED);
}

static async int drive(void)
{
    static const size_t capacities[] = {0, 1, 2, 5, 40, SIZE_MAX};
    capacity = capacities[chance(6)];
    item_size = chance(3) ? 1 + chance(24) : sizeof(void *); // which has a way of its own
    ordered = (int)chance(2);
    closed = 0;
    CHECK(async_queue_init(&queue, item_size, capacity) == 0);
    if (ordered)
        CHECK(async_queue_order(&queue, before) == 0);
    for (int i = 0; i < ROUND; i++) {
        struct slot *slot = &slots[chance(SLOTS)];
        unsigned what = chance(8);
        if (what < 3 && !slot->task)
            start(slot);
        else if (what == 3 && slot->task)
            cancel(slot);
        else if (what == 4)
            await settle((int)chance(4));
        else
            operate();
    }
    async_queue_abort(&queue);
    model_close();
    unfinished -= (unsigned)count;
    count = 0;
    model_drained();
    await settle(4);
    for (; undone; undone--, unfinished--)
        CHECK(async_queue_done(&queue) == 0);
    model_drained();
    CHECK(unfinished == 0 && async_queue_done(&queue) == -EINVAL);
    await settle(4);
    for (struct slot *slot = slots; slot < slots + SLOTS; slot++)
        CHECK(!slot->task);
    return 0;
}

int main(void)
{
    const char *asked = getenv("ASYNCC_OPERATIONS");
    if (asked)
        operations = atoi(asked);
    for (int seed = 0; seed < operations / ROUND; seed++) {
        async_seed((unsigned)seed % 20);
        CHECK(async_run(drive()) == 0);
    }
    return 0;
}
