// What needs no other task is the same without asyncc, also with a compiler's -O2 and sanitizers, and in C89 terms: the
// elision needs no system header. What needs one is a deadlock there.
// RUN: %matrix %s
// RUN: %gcc -O2 -DALONE %s -o %t && %t | FileCheck %s
// RUN: %clang %san -DALONE %s -o %t && %t | FileCheck %s
// elision: same
#include <asyncc.h>
#include <stdio.h>

static async int answer(void *context)
{
    await async_yield();
    return *(int *)context;
}

static int before(const void *a, const void *b)
{
    return *(const int *)a > *(const int *)b;
}

static async void synchronise(void)
{
    async_mutex mutex = {0};
    printf("%d", await async_mutex_lock(&mutex));
    printf(" %d", async_mutex_trylock(&mutex));
    printf(" %d", async_mutex_unlock(&mutex));
    printf(" %d\n", async_mutex_unlock(&mutex));

    async_semaphore semaphore = ASYNC_SEMAPHORE(1);
    printf("%d", await async_semaphore_wait(&semaphore));
    printf(" %d", async_semaphore_trywait(&semaphore));
    printf(" %d", async_semaphore_post(&semaphore));
    printf(" %d", async_semaphore_trywait(&semaphore));
    async_semaphore_init(&semaphore, ~0u);
    printf(" %d\n", async_semaphore_post(&semaphore));

    async_event event = {0};
    async_event_set(&event);
    async_condition condition = {0};
    async_condition_signal(&condition);
    async_condition_broadcast(&condition);
    async_barrier barrier = {0};
    printf("%d", await async_event_wait(&event));
    printf(" %d", await async_barrier_wait(&barrier));
    printf(" %d", async_barrier_init(&barrier, 0));
    printf(" %d", async_barrier_init(&barrier, 2));
    printf(" %d\n", await async_condition_wait(&condition, &mutex));

    async_once_flag flag = {0};
    int values[] = {-3, 4, 5};
    printf("%d", await async_once(&flag, answer, &values[0]));
    printf(" %d", await async_once(&flag, answer, &values[1]));
    printf(" %d\n", await async_once(&flag, answer, &values[2]));
}
// expect: 0 -16 0 -1
// expect: 0 -11 0 0 -75
// expect: 0 0 -22 0 -1
// expect: -3 4 4

static async void queue(int ordered)
{
    async_queue queue = {0};
    int item = 1;
    printf("%d", await async_queue_put(&queue, &item));
    printf(" %d", async_queue_init(&queue, 0, 5));
    async_queue_init(&queue, sizeof item, 5);
    if (ordered)
        async_queue_order(&queue, before);
    for (item = 0; item < 6; item++)
        printf(" %d", async_queue_tryput(&queue, &item));
    printf(" %d\n", async_queue_order(&queue, before));
    for (int i = 0; i < 20; i++) {
        await async_queue_get(&queue, &item);
        printf("%d ", item);
        item = i * 7 % 20;
        await async_queue_put(&queue, &item);
    }
    printf("size %d\n", (int)async_queue_size(&queue));
    async_queue_close(&queue);
    printf("%d %d", await async_queue_get(&queue, &item), async_queue_tryput(&queue, &item));
    while (async_queue_tryget(&queue, &item) == 0)
        printf(" %d", item);
    printf(" %d", await async_queue_get(&queue, &item));
    int done = 0;
    while (async_queue_done(&queue) == 0)
        done++;
    printf(" done %d %d\n", done, await async_queue_drained(&queue));
    async_queue_abort(&queue);
    // 25 0 expect: -32 -22 0 0 0 0 0 -11 -16 4 3 2 7 14 1 8 15 2 9 16 3 10 17 4 11 18 5 12 19 6 size 5 0 -32 1 0 0 0
    // -32 done 25 0
}
// expect: -32 -22 0 0 0 0 0 -11 -16
// expect: 0 1 2 3 4 0 7 14 1 8 15 2 9 16 3 10 17 4 11 18 size 5
// expect: 0 -32 12 19 6 13 -32 done 25 0
// expect: -32 -22 0 0 0 0 0 -11 -16
// expect: 4 3 7 14 2 8 15 2 9 16 3 10 17 4 11 18 5 12 19 6 size 5
// expect: 0 -32 1 1 0 0 -32 done 25 0

static async void promise(void)
{
    async_promise promise = {0};
    void *value = NULL;
    printf("%d", async_promise_post(&promise, 5, &promise));
    printf(" %d", async_promise_set(&promise, 6, NULL));
    printf(" %d", await async_promise_wait(&promise, &value));
    printf(" %d\n", value == &promise);
}
// expect: 0 -114 5 1

#if defined(ALONE)
static async void alone(void)
{
    async_mutex mutex = {0};
    await async_mutex_lock(&mutex);
    async_semaphore semaphore = {0};
    async_event event = {0};
    async_condition condition = {0};
    async_barrier barrier = {0};
    async_barrier_init(&barrier, 2);
    async_queue queue;
    async_queue_init(&queue, sizeof(int), 1);
    async_promise promise = {0};
    int item = 3, statuses[] = {await async_mutex_lock(&mutex),       await async_semaphore_wait(&semaphore),
                                await async_event_wait(&event),       await async_condition_wait(&condition, &mutex),
                                await async_barrier_wait(&barrier),   await async_queue_get(&queue, &item),
                                await async_queue_put(&queue, &item), await async_queue_put(&queue, &item),
                                await async_queue_drained(&queue),    await async_promise_wait(&promise, NULL)};
    for (int i = 0; i < 10; i++)
        printf("%d ", statuses[i]);
    printf("\n");
    async_queue_abort(&queue);
}
// CHECK: -35 -35 -35 -35 -35 -35 0 -35 -35 -35
#endif

async int main(void)
{
    await synchronise();
    await queue(0);
    await queue(1);
    await promise();
#if defined(ALONE)
    await alone();
#endif
    return 0;
}
