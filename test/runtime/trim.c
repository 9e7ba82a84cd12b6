// What the pool keeps when nothing runs: no more than a megabyte.
// RUN: %gcc %s %lib -Wl,--wrap=malloc,--wrap=free -o %t && %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"
#include <malloc.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void __real_free(void *memory);
void __wrap_free(void *memory);

static size_t held;

void *__wrap_malloc(size_t size)
{
    void *memory = __real_malloc(size);
    held += malloc_usable_size(memory);
    return memory;
}

void __wrap_free(void *memory)
{
    held -= malloc_usable_size(memory);
    __real_free(memory);
}

enum { MANY = 100000 };
static async_task *tasks[MANY];

static void burst(void)
{
    for (int i = 0; i < MANY; i++)
        tasks[i] = spawn_worker(i, 0.001);
    printf("%s\n", held > 5000000 ? "much" : "little");
    run_enter();
    run(async_join_all__async(tasks, MANY));
    printf("%s\n", held > 1500000 ? "much" : "little");
}

int main(void)
{
    burst();
    // CHECK:      much
    // CHECK-NEXT: little

    // A frame that is still in use keeps its slab; the rest goes.
    async_task *object = new_worker(1, 0.001, __LINE__);
    burst();
    burst();
    printf("gives %d\n", run_object(object, __FILE__, __LINE__));
    // CHECK-NEXT: much
    // CHECK-NEXT: little
    // CHECK-NEXT: much
    // CHECK-NEXT: little
    // CHECK-NEXT: gives 1
    return 0;
}
