// <asyncc/test.h>: what is found when a function leaks.
// RUN: %asyncc %s -o %t.c && %gcc %t.c %lib -o %t && %t 2>&1 | FileCheck %s --implicit-check-not=asyncc:
// RUN: env ASYNCC_POOL=0 %t 2>&1 | FileCheck %s --implicit-check-not=asyncc:
#include <asyncc/test.h>
#include <errno.h>
#include <stdio.h>

extern int dup(int descriptor);

static async int sleep_for(int seconds)
{
    return await async_sleep(seconds);
}

// A task is not joined when the second wait is cancelled: that in the task is the first one.
static async int task(void)
{
    async_task *task = async_spawn(sleep_for(1));
    if (await async_yield() < 0 || await async_sleep(2) < 0)
        return -ECANCELED;
    return await async_join(task);
}
// CHECK:      asyncc: warning: task sleep_for has ended and was never joined
// CHECK-NEXT: asyncc: error: async_test_each_wait: task leaked 1 frame when it was cancelled at wait 1
// CHECK-NEXT: {{^}}  a frame of sleep_for{{$}}

static async int descriptor(void)
{
    int copy = await async_yield() < 0 ? -1 : dup(0);
    return copy < 0 || await async_sleep(1) < 0 ? -1 : await async_sleep(2);
}
// CHECK-NEXT: asyncc: error: async_test_each_wait: descriptor leaked 1 descriptor although nothing was cancelled

static async int object(void)
{
    async_task *first = async_new(sleep_for(1)), *second = first ? async_new(sleep_for(2)) : NULL;
    if (first && !second)
        return -ENOMEM;
    return await async_join_all((async_task *[]){first, second}, 2);
}
// CHECK-NEXT: asyncc: warning: coroutine sleep_for was never awaited
// CHECK-NEXT: asyncc: error: async_test_each_fault: object leaked 1 frame, 1 task when allocation or system call 2 failed

int main(void)
{
    int wanted = -ENOTRECOVERABLE;
    return async_test_each_wait(task) != wanted || async_test_each_wait(descriptor) != wanted ||
           async_test_each_fault(object) != wanted;
}
