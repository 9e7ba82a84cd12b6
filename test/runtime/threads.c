// Every thread has its own loop, clock and pool; what a thread leaves behind is freed when it ends.
// RUN: %gcc -pthread %s %lib -o %t && %t 2>&1 | FileCheck %s --match-full-lines
// RUN: %clang -pthread %san -g %s %lib -o %t && %t 2>&1 | FileCheck %s --match-full-lines
// RUN: %clang -pthread -fsanitize=thread -g %s %source/runtime/src/*.c -o %t && %t 2>&1 | FileCheck %s --match-full-lines
#include "Inputs/hand.h"
#include <pthread.h>

static void *work(void *argument)
{
    int id = *(int *)argument;
    long sum = 0;
    async_virtual_time(1);
    for (int round = 0; round < 10; round++) {
        async_task *tasks[100];
        for (int i = 0; i < 100; i++)
            tasks[i] = spawn_worker(i, i);
        run_enter();
        run(async_join_all__async(tasks, 100));
        run_enter();
        sum += run(worker__async(id, 1));
    }
    sum += async_time() >= 10 * 100 && async_time() < 10 * 100 + 1;
    if (id == 3)
        new_worker(3, 3, 33);
    return (void *)sum;
}

int main(void)
{
    int ids[4] = {1, 2, 3, 4};
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, work, &ids[i]);
    long sum = 0;
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        sum += (long)result;
    }
    printf("%ld\n", sum);
    return 0;
}
// CHECK:      asyncc: warning: coroutine worker was never awaited (hand.h:33)
// CHECK-NEXT: 104
// CHECK-NOT: {{.}}
