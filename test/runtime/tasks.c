// Coroutine objects and tasks: new, spawn, await, join, join_all, detach, finished, repr.
// RUN: %gcc %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"
#include <string.h>

int main(void)
{
    woken = print_woken;

    // A coroutine object has a name, and runs when it is run.
    async_task *object = new_worker(1, 1, __LINE__);
    printf("%.18s %d\n", async_repr(object), async_finished(object));
    printf("gives %d\n", run_object(object, __FILE__, __LINE__));
    // CHECK:      <coroutine worker  0
    // CHECK-NEXT: 1 woke up at 1
    // CHECK-NEXT: gives 1

    // A task that is started outside of async_run goes on inside. Joining gives a status, and drops the value.
    async_task *task = spawn_worker(2, 1);
    printf("finished: %d\n", async_finished(task));
    run_enter();
    printf("join gives %d\n", run(async_join__async(task)));
    // CHECK-NEXT: finished: 0
    // CHECK-NEXT: 2 woke up at 2
    // CHECK-NEXT: join gives 0

    // One that never had to wait is done at once, and so is joining it.
    int value = 7;
    async_step step;
    async_step_enter(&step, &worker_coroutine_function);
    task = async_spawned(&step, NULL, &value, sizeof value);
    printf("finished: %d\n", async_finished(task));
    async_int r = async_join__async(task);
    printf("join waits: %d\n", r.async_wait != NULL);
    async_step_enter(&step, &worker_coroutine_function);
    task = async_spawned(&step, NULL, &value, sizeof value);
    printf("gives %d\n", run_object(task, __FILE__, __LINE__));
    // CHECK-NEXT: finished: 1
    // CHECK-NEXT: join waits: 0
    // CHECK-NEXT: gives 7

    // join_all starts what is new and waits for all, in whatever order they end.
    async_task *tasks[5] = {spawn_worker(3, 3), spawn_worker(4, 1), new_worker(5, 2, __LINE__), spawn_worker(6, 0),
                            NULL};
    run_enter();
    printf("join_all gives %d\n", run(async_join_all__async(tasks, 4)));
    printf("without a task: %s\n", strerror(-async_join__async(NULL).async_value));
    printf("without one of them: %s\n", strerror(-async_join_all__async(tasks + 4, 1).async_value));
    printf("of none: %d\n", async_join_all__async(tasks, 0).async_value);
    // CHECK-NEXT: 6 woke up at 2
    // CHECK-NEXT: 4 woke up at 3
    // CHECK-NEXT: 5 woke up at 4
    // CHECK-NEXT: 3 woke up at 5
    // CHECK-NEXT: join_all gives 0
    // CHECK-NEXT: without a task: Cannot allocate memory
    // CHECK-NEXT: without one of them: Cannot allocate memory
    // CHECK-NEXT: of none: 0

    // A detached task runs on by itself: as long as the loop does.
    async_detach(spawn_worker(7, 1));
    async_detach(new_worker(8, 2, __LINE__));
    async_detach(spawn_worker(9, 100));
    async_detach(NULL);
    run_enter();
    run(worker__async(10, 10));
    // CHECK-NEXT: 7 woke up at 6
    // CHECK-NEXT: 8 woke up at 7
    // CHECK-NEXT: 10 woke up at 15

    // Yielding lets the others have their turn.
    run_enter();
    async_detach(spawn_worker(11, 0));
    async_int status = async_yield__async();
    async_detach(spawn_worker(12, 0));
    printf("yield gives %d\n", run(status));
    // CHECK-NEXT: 11 woke up at 15
    // CHECK-NEXT: 12 woke up at 15
    // CHECK-NEXT: yield gives 0
    // CHECK-NOT: {{.}}
    return 0;
}
