// 100,000 tasks in a group, each with a timeout, of which half have ended when all are cancelled. Clean under ASan, and
// in a time that grows with their number only.
// RUN: %asyncc %s -o %t.c
// RUN: %clang %san -O1 -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O2 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_SEED=5 %t
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { TASKS = 100000 };

static int counts[4]; // in time, too late, cancelled, never begun

static async int nap(double seconds)
{
    return await async_sleep(seconds);
}

static async int task(int number)
{
    int value = 1,
        status = await async_timeout(1 + number % 1000, value = nap(number % 3 ? 500.5 : 100 + number % 1000));
    if (status == 0 && value == 0)
        counts[0]++;
    else if (status == -ETIMEDOUT && value == -ECANCELED)
        counts[1]++;
    else if (status == -ECANCELED && value == -ECANCELED)
        counts[2]++;
    return 0;
}

static async int half_way(async_group *group)
{
    for (int i = 0; i < TASKS; i++)
        if (async_group_spawn(group, task(i)) != 0)
            return -1;
    await async_sleep(500.25);
    async_group_cancel(group);
    return await async_group_join(group);
}

static async int joins(async_group *group)
{
    for (int i = 0; i < TASKS; i++)
        if (async_group_spawn(group, task(i)) != 0)
            return -1;
    return await async_group_join(group);
}

static int check(int status, int wanted)
{
    int sum = counts[0] + counts[1] + counts[2];
    int good = status == wanted && sum == TASKS && counts[0] == 0 && counts[1] > TASKS / 3 && counts[2] > TASKS / 3;
    if (!good)
        printf("%d: %d %d %d\n", status, counts[0], counts[1], counts[2]);
    counts[0] = counts[1] = counts[2] = 0;
    return good;
}

// By async_group_cancel, by a timeout around the join, and by the end of the run.
static async int all(void)
{
    static async_group group; // outlives this function, too
    int value = 1;
    if (!check(await half_way(&group), 0))
        return 1;
    if (await async_timeout(500.25, value = joins(&group)) != -ETIMEDOUT || !check(value, -ECANCELED))
        return 1;
    async_detach(async_spawn(joins(&group)));
    await async_sleep(500.25);
    return 0;
}

int main(void)
{
    return async_run(all()) || !check(0, 0);
}
