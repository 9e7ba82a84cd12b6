// RUN: %matrix %s
// Thousands at once: spawned, joined in another order, and each with a stack of calls of its own.
#include <asyncc.h>
#include <stdio.h>

enum { COUNT = 2000 };

static int finished;

async int deep(int levels, double seconds)
{
    if (levels == 0) {
        await async_sleep(seconds);
        return 1;
    }
    return await deep(levels - 1, seconds) + 1;
}

async void worker(int number, int *result)
{
    *result = await deep(number % 10, 0.001 * (number % 7));
    finished++;
}

async int main(void)
{
    static int results[COUNT];
    static async_task *tasks[COUNT];
    for (int i = 0; i < COUNT; i++)
        tasks[i] = async_spawn(worker(i, &results[i]));
    for (int i = COUNT - 1; i > COUNT / 2; i--)
        await async_join(tasks[i]);
    await async_join_all(tasks, COUNT / 2 + 1);
    int sum = 0;
    for (int i = 0; i < COUNT; i++)
        sum += results[i];
    printf("%d %d\n", finished, sum);
    return 0;
}
// expect: 2000 11000
// elision: same
