// async_run inside of a task makes a loop of its own: the outer loop's tasks stand still meanwhile.
// RUN: %gcc %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"

static void run_inside(int id)
{
    printf("%d woke up at %g\n", id, async_time());
    if (id % 10)
        return;
    run_enter();
    async_detach(spawn_worker(id + 1, 1));
    async_detach(spawn_worker(id + 2, 1000));
    printf("inside: %d\n", run(worker__async(id + 3, 2)));
}

int main(void)
{
    woken = run_inside;
    run_enter();
    async_detach(spawn_worker(10, 1));
    async_detach(spawn_worker(20, 1));
    async_detach(spawn_worker(31, 2));
    printf("outside: %d\n", run(worker__async(41, 6)));
    return 0;
}
// CHECK:      10 woke up at 1
// CHECK-NEXT: 11 woke up at 2
// CHECK-NEXT: 13 woke up at 3
// CHECK-NEXT: inside: 13
// CHECK-NEXT: 20 woke up at 3
// CHECK-NEXT: 21 woke up at 4
// CHECK-NEXT: 23 woke up at 5
// CHECK-NEXT: inside: 23
// CHECK-NEXT: 31 woke up at 5
// CHECK-NEXT: 41 woke up at 6
// CHECK-NEXT: outside: 41
// CHECK-NOT: {{.}}
