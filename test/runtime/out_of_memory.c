// Without memory: what has a status or a handle to give says so; for a frame the handler is called, which by default
// names the function and aborts.
// RUN: %gcc %s %lib -Wl,--wrap=malloc -o %t
// RUN: %t handler | FileCheck %s --match-full-lines
// RUN: env ASYNCC_POOL=0 %t handler | FileCheck %s --match-full-lines
// RUN: not --crash %t 2>&1 | FileCheck %s --check-prefix=DEFAULT --match-full-lines
#include "Inputs/hand.h"
#include <setjmp.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

static int failing;

void *__wrap_malloc(size_t size)
{
    return failing ? NULL : __real_malloc(size);
}

static jmp_buf back;

static void handler(const char *function, size_t size)
{
    printf("no memory for %s: %s\n", function, size == sizeof(struct worker_frame) ? "right size" : "wrong size");
    longjmp(back, 1);
}

// Takes frames until there is none left in the pool.
static void exhaust(void)
{
    for (;;)
        worker__async(0, 1000);
}

int main(int argc, char **argv)
{
    (void)argv;
    async_time(); // the thread's state is there
    failing = 1;
    printf("object: %s\n", new_worker(1, 1, 1) ? "made" : "none");
    async_step step;
    int begun = async_step_enter(&step, &worker_coroutine_function);
    printf("done task: %s\n", begun && async_spawned(&step, NULL, "1234", 4) ? "made" : "none");
    if (argc > 1)
        printf("handler before: %s\n", async_on_out_of_memory(handler) ? "some" : "none");
    if (setjmp(back) == 0)
        exhaust();

    // All goes on when there is memory again.
    failing = 0;
    run_enter();
    printf("then: %d\n", run(worker__async(5, 0.001)));
    return 0;
}
// CHECK:      object: none
// CHECK-NEXT: done task: none
// CHECK-NEXT: handler before: none
// CHECK-NEXT: no memory for worker: right size
// CHECK-NEXT: then: 5
// CHECK-NOT: {{.}}

// DEFAULT: asyncc: error: out of memory: no {{[0-9]+}} bytes for a frame of worker
