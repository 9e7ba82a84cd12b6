// In an inner async_run a wait for the end of a task of the outer run can never end, because that stands still. This is
// reported when the wait begins, also where the inner run has other things to do.
// RUN: %asyncc %s -o %t.c && %gcc %t.c %lib -o %t
// RUN: env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --check-prefix=FINE --match-full-lines
// RUN: not --crash %t join 2>&1 | FileCheck %s --check-prefix=OUTER -DWHO=joins -DPLACE=" ("
// RUN: not --crash %t all 2>&1 | FileCheck %s --check-prefix=OUTER -DWHO=joins_all -DPLACE=
// RUN: not --crash %t object 2>&1 | FileCheck %s --check-prefix=OUTER -DWHO="a coroutine object" -DPLACE=" ("
// RUN: not --crash %t run 2>&1 | FileCheck %s --check-prefix=OUTER -DWHO="a task" -DPLACE=" ("
// RUN: not --crash %t group 2>&1 | FileCheck %s --check-prefix=OUTER -DWHO=joins_group -DPLACE=
// RUN: not --crash %t end 2>&1 | FileCheck %s --check-prefix=OUTER -DWHO=ends_group -DPLACE=
// OUTER:      {{^}}asyncc: error: deadlock: [[WHO]] waits for sleeper of an outer run, which stands still until this one has ended[[PLACE]]
// OUTER-NEXT: {{^  task$}}
// OUTER:      {{^}}    sleeper at {{.*}}nested_join.c:[[#]] in async_sleep
// OUTER:      {{^}}    main at {{.*}}nested_join.c
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *how;
static async_task *outer;
static async_group group;

static async int sleeper(double seconds)
{
    return await async_sleep(seconds);
}

static async void ticks(void)
{
    while (await async_sleep(0.001) == 0)
        ;
}

static async int joins(void)
{
    async_detach(async_spawn(ticks()));
    return await async_join(outer);
}

static async int joins_all(void)
{
    async_detach(async_spawn(ticks()));
    async_task *tasks[] = {async_spawn(sleeper(1)), outer};
    return await async_join_all(tasks, 2);
}

static async int joins_group(void)
{
    async_detach(async_spawn(ticks()));
    return await async_group_join(&group);
}

static async int ends_group(void)
{
    async_detach(async_spawn(ticks()));
    await async_group_end(&group);
    return 0;
}

// Waits that may end, and ends that have come, are no deadlock.
static async int fine(async_task *ended)
{
    int won = -1, status = await async_timeout(1, won = async_wait_any(&outer, 1));
    printf("%d %d\n", status == -ETIMEDOUT, won == -ECANCELED);
    printf("%d\n", await async_join(ended));
    async_group_spawn(&group, sleeper(1));
    printf("%d\n", await async_group_next(&group));
    return async_cancel(outer);
}

// In ordinary code: the outer run stands still.
static int run_inside(async_task *task)
{
    return !strcmp(how, "join")    ? async_run(joins())
           : !strcmp(how, "all")   ? async_run(joins_all())
           : !strcmp(how, "group") ? async_run(joins_group())
           : !strcmp(how, "end")   ? async_run(ends_group())
                                   : async_run(fine(task));
}

async int main(int argc, char **argv)
{
    how = argc > 1 ? argv[1] : "fine";
    outer = async_spawn(sleeper(1000));
    async_task *ended = async_spawn(sleeper(0));
    async int object = async_start(sleeper(1000));
    async_group_spawn(&group, sleeper(1000));
    await async_sleep(0.01);
    if (!strcmp(how, "run"))
        printf("%d\n", async_run(outer));
    else if (!strcmp(how, "object"))
        printf("%d\n", async_run(object));
    else
        printf("%d\n", run_inside(ended));
    printf("%d\n", await async_join(outer) == -ECANCELED);
    await async_group_end(&group);
    return await object;
}
// FINE:      1 1
// FINE-NEXT: 0
// FINE-NEXT: 0
// FINE-NEXT: 0
// FINE-NEXT: 1
// FINE-NOT:  {{.}}
