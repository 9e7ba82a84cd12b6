// <asyncc/test.h>: how often a function is run. (test_each_leaks.c: what is found when it leaks.)
// RUN: %matrix --all %s
#include <asyncc/test.h>
#include <errno.h>
#include <stdio.h>

static int runs, cancelled;

static async int sleep_for(int seconds)
{
    return await async_sleep(seconds);
}

// Six waits: two in the gather, one in a task that is not cancelled, two more, and one in a shield at the end.
static async int six(void)
{
    runs++;
    await async_gather(sleep_for(1), sleep_for(2));
    async_task *task = async_spawn(sleep_for(1));
    int status = await async_sleep(2), ended = -1;
    if (await async_yield() < 0)
        cancelled++;
    await async_shield(ended = sleep_for(1));
    if (ended != 0)
        printf("a shield was cancelled\n");
    await async_join(task);
    return status;
}

static async int none(void)
{
    return -5;
}

static async int forever(void)
{
    while (await async_sleep(1e6) == 0)
        ;
    return 0;
}

// It ends only when it is cancelled.
static async int bounded(void)
{
    return await async_timeout(2.5e6, forever());
}

static async int inside(void)
{
    await async_yield();
    int result = async_run(six()); // a run of its own, which is not tested
    await async_yield();
    return result;
}

static int refused;

static async int objects(void)
{
    int status = 0, item = 1;
    async_queue queue;
    async_queue_init(&queue, sizeof item, 8);
    async_task *task = async_new(status = none());
    refused += !task;
    refused += await async_queue_put(&queue, &item) == -ENOMEM;
    if (await async_join(task) == 0)
        printf("a status was lost\n");
    async_queue_abort(&queue);
    return 0;
}

int main(void)
{
    int n = async_test_each_wait(six);
    printf("%d runs, %d, cancelled: %d\n", n, runs, cancelled);
    printf("no waits: %d\n", async_test_each_wait(none));
    printf("three waits: %d\n", async_test_each_wait(bounded));
    printf("two waits: %d\n", async_test_each_wait(inside));
    n = async_test_each_fault(objects);
    printf("%d runs, refused: %d\n", n, refused);
    return 0;
}
// expect: 7 runs, 7, cancelled: 4
// expect: no waits: 1
// expect: three waits: 4
// expect: two waits: 3
// expect: 5 runs, refused: 5
