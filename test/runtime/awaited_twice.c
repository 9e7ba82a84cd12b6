// Awaiting or joining a task for the second time is an error that says where.
// RUN: %gcc %s %lib -o %t
// RUN: not --crash %t 1 2>&1 | FileCheck %s --check-prefix=ONE --match-full-lines
// RUN: not --crash %t 2 2>&1 | FileCheck %s --check-prefix=TWO --match-full-lines
// RUN: not --crash %t 3 2>&1 | FileCheck %s --check-prefix=THREE --match-full-lines
// RUN: not --crash %t 4 2>&1 | FileCheck %s --check-prefix=FOUR --match-full-lines
// RUN: not --crash %t 5 2>&1 | FileCheck %s --check-prefix=FIVE --match-full-lines
#include "Inputs/hand.h"

int main(int argc, char **argv)
{
    async_task *task = spawn_worker(1, 1), *copy = task, *both[2] = {task, task};
    switch (argc > 1 ? atoi(argv[1]) : 0) {
    case 1: // through the variable, which the first await left as used
        async_claim(&task, "in.c", 10);
        async_claim(&task, "in.c", 11);
        break;
    case 2: // through a copy of it
        async_claim(&task, "in.c", 20);
        async_claim(&copy, "in.c", 21);
        break;
    case 3:
        async_detach(task);
        async_claim(&task, "in.c", 31);
        break;
    case 4:
        async_join__async(task);
        async_join__async(copy);
        break;
    case 5:
        async_join_all__async(both, 2);
        break;
    default:
        break;
    }
    return 0;
}
// ONE:   asyncc: error: coroutine worker was already awaited (in.c:11)
// TWO:   asyncc: error: coroutine worker was already awaited (in.c:21)
// THREE: asyncc: error: coroutine worker was detached (in.c:31)
// FOUR:  asyncc: error: coroutine worker was already awaited
// FIVE:  asyncc: error: coroutine worker was already awaited
