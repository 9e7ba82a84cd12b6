// RUN: %matrix --all %s
// Coroutine objects: not started until awaited, or started at once; in arrays; shown; handles without a type.
#include <asyncc.h>
#include <stdio.h>

async int work(int x)
{
    printf("begin %d\n", x);
    await async_sleep(0.01 * x);
    printf("end %d\n", x);
    return x * x;
}

async void quiet(int *sum, int x)
{
    await async_yield();
    *sum += x;
}

async int main(void)
{
    async int later = work(1);
    printf("%s\n", async_repr(later));
    printf("%d\n", await later);

    async int first = async_start(work(3));
    async int second = async_start(work(2));
    printf("both run\n");
    int sum = await first + await second;
    printf("%d\n", sum);

    async int all[3];
    for (int i = 0; i < 3; i++)
        all[i] = async_start(work(i));
    sum = 0;
    for (int i = 2; i >= 0; i--)
        sum += await all[i];
    printf("%d\n", sum);

    sum = 0;
    async_task *task = async_spawn(quiet(&sum, 5));
    async_task *other = async_new(quiet(&sum, 6));
    printf("%d\n", async_finished(task));
    await async_join(task);
    printf("%d\n", sum);
    await async_join(other);
    printf("%d\n", sum);
    return 0;
}
// expect: <coroutine work at 0x…>
// expect: begin 1
// expect: end 1
// expect: 1
// expect: begin 3
// expect: begin 2
// expect: both run
// expect: end 2
// expect: end 3
// expect: 13
// expect: begin 0
// expect: begin 1
// expect: begin 2
// expect: end 0
// expect: end 1
// expect: end 2
// expect: 5
// expect: 0
// expect: 5
// expect: 11
