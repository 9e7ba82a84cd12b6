// Queues: the order of items and of those who wait, the end of a queue, and its memory.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
// elision: no
#include <asyncc.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>

static async_queue queue;

static async void put(int first, int count)
{
    for (int i = first; i < first + count; i++) {
        int status = await async_queue_put(&queue, &i);
        printf("put %d: %d at %g\n", i, status, async_time());
    }
}

static async void get(int id)
{
    int item, status;
    while ((status = await async_queue_get(&queue, &item)) == 0) {
        printf("%d got %d at %g\n", id, item, async_time());
        await async_sleep(1);
        async_queue_done(&queue);
    }
    printf("%d got nothing: %d\n", id, status == -EPIPE);
}

static async void put_and_close(int count)
{
    await put(1, count);
    int status = await async_queue_drained(&queue);
    printf("drained at %g: %d, %d left\n", async_time(), status, (int)async_queue_size(&queue));
    async_queue_close(&queue);
}

static async void pass(size_t capacity, int count)
{
    async_queue_init(&queue, sizeof(int), capacity);
    await async_gather(put_and_close(count), get(1), get(2));
    async_queue_abort(&queue);
}
// expect: 1 got 1 at 0
// expect: put 1: 0 at 0
// expect: put 2: 0 at 0
// expect: 2 got 2 at 0
// expect: 1 got 3 at 1
// expect: put 3: 0 at 1
// expect: drained at 2: 0, 0 left
// expect: 2 got nothing: 1
// expect: 1 got nothing: 1

// --- priorities ---

struct job {
    int priority, number;
};

static int before(const void *a, const void *b)
{
    return ((const struct job *)a)->priority < ((const struct job *)b)->priority;
}

static async void order(void)
{
    struct job job = {0};
    async_queue_init(&queue, sizeof job, SIZE_MAX);
    printf("order: %d\n", async_queue_order(&queue, before));
    for (job.number = 0; job.number < 12; job.number++) {
        job.priority = job.number * 5 % 4;
        async_queue_tryput(&queue, &job);
    }
    printf("too late: %d\n", async_queue_order(&queue, before) == -EBUSY);
    while (async_queue_tryget(&queue, &job) == 0)
        printf("%d:%d\n", job.priority, job.number);
    async_queue_abort(&queue);
}
// expect: order: 0
// expect: too late: 1
// expect: 0:0
// expect: 0:4
// expect: 0:8
// expect: 1:1
// expect: 1:5
// expect: 1:9
// expect: 2:2
// expect: 2:6
// expect: 2:10
// expect: 3:3
// expect: 3:7
// expect: 3:11

// --- errors and ends ---

static async void ends(void)
{
    async_queue none = {0};
    int item = 7;
    int statuses[] = {await async_queue_put(&none, &item), await async_queue_get(&none, &item),
                      async_queue_tryput(&none, &item), async_queue_tryget(&none, &item)};
    printf("%d %d %d %d\n", statuses[0], statuses[1], statuses[2], statuses[3]);
    async_queue_abort(&none);
    printf("no size: %d\n", async_queue_init(&queue, 0, 1) == -EINVAL);

    async_queue_init(&queue, sizeof(int), 2);
    printf("empty: %d\n", async_queue_tryget(&queue, &item) == -EAGAIN);
    async_queue_tryput(&queue, &item);
    async_queue_tryput(&queue, &item);
    printf("full: %d\n", async_queue_tryput(&queue, &item) == -EAGAIN);
    async_task *task = async_spawn(put(1, 1));
    async_queue_close(&queue);
    await async_join(task);
    while ((statuses[0] = await async_queue_get(&queue, &item)) == 0)
        printf("left: %d\n", item);
    printf("%d\n", statuses[0]);
    int done[] = {async_queue_done(&queue), async_queue_done(&queue), async_queue_done(&queue)};
    printf("done: %d %d %d\n", done[0], done[1], done[2]);
    async_queue_abort(&queue);

    // What is left counts as done.
    async_queue_init(&queue, sizeof(int), 2);
    async_queue_tryput(&queue, &item);
    async_task *drained = async_spawn(async_queue_drained(&queue));
    async_queue_abort(&queue);
    printf("drained: %d\n", await async_join(drained));

    // There is no memory for such an item; nothing has happened.
    async_queue_init(&queue, SIZE_MAX / 4, 2);
    printf("memory: %d %d\n", async_queue_tryput(&queue, &item), (int)async_queue_size(&queue));
    async_queue_abort(&queue);
}
// expect: -32 -32 -32 -32
// expect: no size: 1
// expect: empty: 1
// expect: full: 1
// expect: put 1: -32 at 2
// expect: left: 7
// expect: left: 7
// expect: -32
// expect: done: 0 0 -22
// expect: drained: 0
// expect: memory: -12 0

// --- in a marked frame nothing begins, even where it would not wait ---

static async void cancelled(void)
{
    int item = 1;
    async_queue_init(&queue, sizeof(int), 2);
    async_queue_tryput(&queue, &item);
    async_cancel(ASYNC_SELF);
    int statuses[] = {await async_queue_put(&queue, &item), await async_queue_get(&queue, &item)};
    printf("%d %d, size %d\n", statuses[0], statuses[1], (int)async_queue_size(&queue));
    async_queue_abort(&queue);
}
// expect: -125 -125, size 1

async int main(void)
{
    await pass(0, 3);
    await order();
    await ends();
    await async_join(async_spawn(cancelled()));
    return 0;
}
