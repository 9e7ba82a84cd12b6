// async_run of a task gives what async_join gives.
// RUN: %matrix --all %s
#include <asyncc.h>
#include <limits.h>
#include <stdio.h>

static int stored;

static async int give(int value)
{
    await async_sleep(1);
    return value;
}

static async int at_once(int value)
{
    return value;
}

static async long long large(void)
{
    await async_yield();
    return -5000000000;
}

static async const char *text(void)
{
    await async_yield();
    return "text";
}

static async void nothing(int *x)
{
    await async_yield();
    ++*x;
}

static int take(int a, int b)
{
    return 10 * a + b;
}

static int returns(async_task *task)
{
    return async_run(task);
}

static async int inside(void)
{
    async_task *task = async_new(give(-6));
    await async_yield();
    int status = async_run(task);
    return take(async_run(async_spawn(at_once(-1))), await give(2)) + status;
}

int main(void)
{
    async_task *list[] = {async_new(give(-1)), NULL, async_new(at_once(-3))};
    int status = async_run(list[0]);
    printf("%d\n", status);
    list[1] = async_spawn(stored = give(2));
    status = async_run(list[1]);
    printf("%d %d\n", status, stored);
    status = async_run(list[2]);
    printf("%d %d\n", status, returns(async_spawn(at_once(-4))));
    printf("%d %d\n", async_run(async_new(large())) == INT_MIN, async_run(async_new(text())));
    if (async_run(async_new(give(-5))) < 0 && !async_run(async_new(give(5))))
        printf("a failure, and none\n");
    async_run(async_new(nothing(&status)));
    printf("%d\n", status);
    list[0] = NULL;
    printf("%d %d\n", async_run(inside()), take(async_run(list[0]), 0) < 0);
    return 0;
}
// expect: -1
// expect: 0 2
// expect: -3 -4
// expect: 1 0
// expect: a failure, and none
// expect: -2
// expect: -14 1
// elision: same
