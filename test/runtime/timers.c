// Sleeping tasks wake up in the order of their deadlines, first come first served among equals; any number of seconds
// is a valid one.
// RUN: %gcc %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"
#include <math.h>

static void run_all(async_task **tasks, size_t count)
{
    run_enter();
    run(async_join_all__async(tasks, count));
}

// --- any order ---

static void test_order(void)
{
    static const double delays[] = {3, 1, 2, 1, 0.5, 3, 1e-9, 0, 2, 3600};
    async_task *tasks[10];
    woken = print_woken;
    for (int i = 0; i < 10; i++)
        tasks[i] = spawn_worker(i, delays[i]);
    run_all(tasks, 10);
}
// CHECK:      7 woke up at 0
// CHECK-NEXT: 6 woke up at 1e-09
// CHECK-NEXT: 4 woke up at 0.5
// CHECK-NEXT: 1 woke up at 1
// CHECK-NEXT: 3 woke up at 1
// CHECK-NEXT: 2 woke up at 2
// CHECK-NEXT: 8 woke up at 2
// CHECK-NEXT: 0 woke up at 3
// CHECK-NEXT: 5 woke up at 3
// CHECK-NEXT: 9 woke up at 3600

// --- strange numbers ---

static void test_numbers(void)
{
    const double delays[] = {-1, (double)NAN, -INFINITY, -0.0, 1e-300, 1e10};
    async_task *tasks[6], *never[2] = {spawn_worker(100, INFINITY), spawn_worker(101, 1e300)};
    for (int i = 0; i < 6; i++)
        tasks[i] = spawn_worker(102 + i, delays[i]);
    async_detach(spawn_worker(0, 0));
    run_enter();
    run(async_join_all__async(tasks, 6));
    run_enter();
    printf("never: %d\n", run(async_join_all__async(never, 2))); // the end of the run before has cancelled them
}
// CHECK-NEXT: 102 woke up at 3600
// CHECK-NEXT: 103 woke up at 3600
// CHECK-NEXT: 104 woke up at 3600
// CHECK-NEXT: 105 woke up at 3600
// CHECK-NEXT: 0 woke up at 3600
// CHECK-NEXT: 106 woke up at 3600
// CHECK-NEXT: 107 woke up at 1e+10
// CHECK-NEXT: never: -125

int main(void)
{
    test_order();
    test_numbers();
    return 0;
}
