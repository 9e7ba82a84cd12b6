// Memory is refused at the door: while the pool's reserve is broken into nothing new begins, but the waits of what has
// begun still find memory. When there is memory again, all goes on. Each f that was called has stored its value.
// RUN: %asyncc %gcc -O2 -c %s -o %t.o && %gcc %t.o %lib -Wl,--wrap=malloc -pthread -o %t
// RUN: %t | FileCheck %s --match-full-lines
// RUN: env ASYNCC_POOL=0 %t | FileCheck %s --match-full-lines
// RUN: %valgrind %t | FileCheck %s --match-full-lines
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

static int failing, deep, called;

void *__wrap_malloc(size_t size)
{
    return failing ? NULL : __real_malloc(size);
}

// Needs frames of three sizes once it has waited.
static async int leaf(int n)
{
    char room[100];
    snprintf(room, sizeof room, "%d", n);
    await async_yield();
    return atoi(room);
}

static async int worker(int n)
{
    called++;
    await async_sleep(0.001);
    int sum = await leaf(n) + await leaf(1);
    if (n % 2) {
        char array[n + 1];
        array[n] = 1;
        await async_sleep(0.001);
        sum += array[n];
    }
    deep++;
    return sum;
}

enum { MOST = 20000 };
static async_task *tasks[MOST];

// Spawns until it is refused.
static async int fill(void)
{
    int count = 0;
    while (count < MOST && (tasks[count] = async_spawn(worker(count % 10))))
        count++;
    return count;
}

static async int load(void)
{
    int values[3] = {-1, -1, -1};
    async_group group = {0};
    for (int i = 0; i < 10; i++)
        tasks[i] = async_spawn(worker(i));
    failing = 1;
    int before = 0;
    for (int i = 10; i < MOST && (tasks[i] = async_spawn(worker(i % 10))); i++)
        before = i + 1;
    printf("some more: %d\n", before > 10 && before < MOST);
    int calls = called;
    printf("spawn: %d\n", async_spawn(values[0] = worker(1)) != NULL);
    printf("spawn, bare: %d\n", async_spawn(worker(1)) != NULL);
    printf("new: %d\n", async_new(values[1] = worker(1)) != NULL);
    printf("group: %d\n", async_group_spawn(&group, values[2] = worker(1)) == -ENOMEM);
    printf("timeout: %d\n", await async_timeout(1, values[2] = worker(1)) == -ENOMEM);
    printf("called: %d, stored: %d %d %d\n", called - calls, values[0], values[1], values[2]);
    int status = await async_join_all(tasks, before);
    printf("joined: %d, all ended: %d\n", status, deep == before);

    // What they used is free again, so something can begin, although malloc still fails.
    async_task *task = async_spawn(worker(7));
    printf("again: %d\n", await async_join(task));
    failing = 0;
    int count = await fill();
    printf("then: %d, %d\n", count, await async_join_all(tasks, count));
    return await async_group_join(&group);
}

int main(void)
{
    return async_run(load());
}
// CHECK:      some more: 1
// CHECK-NEXT: spawn: 0
// CHECK-NEXT: spawn, bare: 0
// CHECK-NEXT: new: 0
// CHECK-NEXT: group: 1
// CHECK-NEXT: timeout: 1
// CHECK-NEXT: called: 0, stored: -1 -1 -1
// CHECK-NEXT: joined: 0, all ended: 1
// CHECK-NEXT: again: 0
// CHECK-NEXT: then: 20000, 0
