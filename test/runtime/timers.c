// Sleeping tasks wake up in the order of their deadlines, first come first served among equals; any number of seconds
// is a valid one.
// RUN: %gcc %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"
#include <math.h>

static void run_all(async_task **tasks, size_t count)
{
    async_run_enter();
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
    const double delays[] = {INFINITY, -1, (double)NAN, -INFINITY, -0.0, 1e300, 1e-300, 1e10};
    async_task *tasks[8];
    for (int i = 0; i < 8; i++)
        tasks[i] = spawn_worker(100 + i, delays[i]);
    run_all(tasks, 8);
    tasks[0] = spawn_worker(108, INFINITY); // the clock has run far already: it stops at its end
    tasks[1] = spawn_worker(109, INFINITY);
    run_all(tasks, 2);
}
// CHECK-NEXT: 101 woke up at 3600
// CHECK-NEXT: 102 woke up at 3600
// CHECK-NEXT: 103 woke up at 3600
// CHECK-NEXT: 104 woke up at 3600
// CHECK-NEXT: 106 woke up at 3600
// CHECK-NEXT: 100 woke up at 9e+09
// CHECK-NEXT: 105 woke up at 9e+09
// CHECK-NEXT: 107 woke up at 9e+09
// CHECK-NEXT: 108 woke up at 1.8e+10
// CHECK-NEXT: 109 woke up at 1.8e+10

int main(void)
{
    test_order();
    test_numbers();
    return 0;
}
