// A coroutine object has no room for an error, so like the frame of a function that has begun it is made on the pool's
// reserve, and without that the out-of-memory handler speaks where the object is made. A handle is refused at the door.
// RUN: %asyncc %gcc -O2 -c %s -o %t.o && %gcc %t.o %lib -Wl,--wrap=malloc -pthread -o %t
// RUN: %t | FileCheck %s --match-full-lines
// RUN: env ASYNCC_POOL=0 %t | FileCheck %s --match-full-lines
// RUN: not --crash %t new 2>&1 | FileCheck %s --check-prefix=SPEAKS
// RUN: not --crash %t start 2>&1 | FileCheck %s --check-prefix=SPEAKS
// RUN: not --crash %t ended 2>&1 | FileCheck %s --check-prefix=SPEAKS
// SPEAKS: {{^}}asyncc: error: out of memory: no {{[0-9]+}} bytes for a frame of worker
#include <asyncc.h>
#include <asyncc/test.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

static int failing;

void *__wrap_malloc(size_t size)
{
    return failing ? NULL : __real_malloc(size);
}

static async int worker(int n)
{
    if (n)
        await async_yield();
    return n;
}

// Until the reserve is broken into.
static async int fill(void)
{
    while (async_spawn(worker(1)))
        ;
    return 0;
}

static async int makes(void)
{
    failing = 1;
    await fill();
    async int a = worker(1), b = async_start(worker(2)), c[2] = {worker(3), async_start(worker(0))};
    printf("%d %d\n", async_new(worker(1)) == NULL, async_spawn(worker(0)) == NULL);
    failing = 0;
    int sum = await a + await b;
    a = worker(4);
    printf("%d %d %d\n", sum, await a, await c[0] + await c[1]);
    return 0;
}

// No fault is reported here, so there is none to try but that of the task.
static async int counted(void)
{
    async int a = worker(1), b = async_start(worker(2));
    async_task *task = async_spawn(worker(0));
    return await async_join(task) + await a + await b;
}

// Makes objects until the reserve is gone.
static async int exhausts(const char *how)
{
    failing = 1;
    for (;;) {
        async int o;
        if (!strcmp(how, "new"))
            o = worker(1);
        else if (!strcmp(how, "start"))
            o = async_start(worker(1));
        else
            o = async_start(worker(0));
        if (await async_yield() < 0)
            return await o;
    }
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return async_run(exhausts(argv[1]));
    async_run(makes());
    printf("%d\n", async_test_each_fault(counted));
    return 0;
}
// CHECK:      1 1
// CHECK-NEXT: 3 4 3
// CHECK-NEXT: 3
// CHECK-NOT: {{.}}
