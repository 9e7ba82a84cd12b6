// Waits in lines as calls of operators: timeouts, races, groups. They have frames of their own there.
// RUN: %matrix %s
// elision: no
#include <asyncc.h>
#include <stdio.h>

static async_mutex mutex;
static async_condition condition;
static async_queue queue;
static async_event event;
static async_promise promise;
static async_semaphore semaphore;

static async int hold(void)
{
    await async_mutex_lock(&mutex);
    int status = await async_condition_wait(&condition, &mutex);
    printf("cond %d\n", status);
    async_mutex_unlock(&mutex);
    return status;
}

static async void later(void)
{
    await async_sleep(1);
    async_mutex_trylock(&mutex);
    await async_sleep(5);
    async_mutex_unlock(&mutex);
}

async int main(void)
{
    int x = 7, y = 8, status;
    async_queue_init(&queue, sizeof(int), 0);
    status = await async_timeout(1.0, x = async_queue_get(&queue, &y));
    printf("%d %d\n", status, x);
    status = await async_timeout(1.0, x = async_mutex_lock(&mutex));
    printf("%d %d\n", status, x);
    status = await async_timeout(1.0, x = async_mutex_lock(&mutex));
    printf("%d %d\n", status, x);
    async_mutex_unlock(&mutex);
    status = await async_timeout(1.0, x = hold());
    printf("%d %d\n", status, x);
    int a, b, i = await async_race(a = async_event_wait(&event), b = async_sleep(1));
    printf("%d %d %d\n", i, a, b);
    async_task *task = async_spawn(later());
    status = await async_timeout(2.0, x = hold());
    printf("%d %d at %g\n", status, x, async_time());
    await async_join(task);
    async_group group = {0};
    int given[3] = {9, 9, 9};
    async_group_spawn(&group, given[0] = async_promise_wait(&promise, NULL));
    async_group_spawn(&group, given[1] = async_semaphore_wait(&semaphore));
    async_group_spawn(&group, given[2] = async_queue_get(&queue, &y));
    await async_sleep(1);
    async_group_cancel(&group);
    status = await async_group_join(&group);
    printf("%d: %d %d %d\n", status, given[0], given[1], given[2]);
    return 0;
}
// expect: -110 -125
// expect: 0 0
// expect: -110 -125
// expect: cond -125
// expect: -110 -125
// expect: 1 -125 0
// expect: cond -125
// expect: -110 -125 at 10
// expect: 0: -125 -125 -125
