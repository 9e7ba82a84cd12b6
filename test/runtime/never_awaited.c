// A coroutine object that nobody ever awaits is reported, once: when the run ends in which it was made, or else when
// the program ends. Awaiting it still works until then.
// RUN: %gcc %s %lib -o %t && %t 2>&1 | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && %t 2>&1 | FileCheck %s --match-full-lines
#include "Inputs/hand.h"

static async_task *late;

static void make(int id)
{
    if (id == 1) {
        new_worker(2, 0, 202);
        late = new_worker(3, 0, 303);
        async_detach(new_worker(4, 0, 404));
    }
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    woken = make;
    new_worker(0, 0, 101);
    puts("begin");
    run_enter();
    run(worker__async(1, 0.001));
    puts("late");
    printf("gives %d\n", run_object(late, __FILE__, __LINE__));
    puts("end");
    return 0;
}
// CHECK:      begin
// CHECK-NEXT: asyncc: warning: coroutine worker was never awaited (hand.h:202)
// CHECK-NEXT: asyncc: warning: coroutine worker was never awaited (hand.h:303)
// CHECK-NEXT: late
// CHECK-NEXT: gives 3
// CHECK-NEXT: end
// CHECK-NEXT: asyncc: warning: coroutine worker was never awaited (hand.h:101)
// CHECK-NOT: {{.}}
