// The end of the process while jobs run and are queued: it neither waits for them, nor crashes. The end of main does wait
// for a job that runs, but no longer than it is told. The end of a thread waits for the jobs of its tasks.
// RUN: %io --tsan %s exit | FileCheck %s --check-prefix=EXIT
// RUN: %io --tsan %s return | FileCheck %s --check-prefix=RETURN
// RUN: %io --tsan %s thread | FileCheck %s --check-prefix=THREAD
// RUN: %asyncc %gcc-name -std=gnu11 -pthread -I%include %s %lib -o %t
// RUN: env ASYNCC_EXIT_SECONDS=0.1 %tools/status '%t endless' > %t.out 2> %t.err
// RUN: FileCheck %s --check-prefix=ENDLESS --input-file=%t.out
// RUN: FileCheck %s --check-prefix=TASKS --input-file=%t.err
#include "Inputs/gate.h"

#include <pthread.h>

static struct gate gate, late;

static async int wait_there(void)
{
    return await async_thread(gate_pass, &gate);
}

static int endless(void *begun)
{
    async_promise_post(begun, 0, NULL);
    while (pause() < 0) {
    }
    return 0;
}

static async int wait_for_ever(async_promise *begun)
{
    return await async_thread(endless, begun);
}

static async void fill(void)
{
    static async_promise begun;
    async_thread_limit(1);
    async_detach(async_spawn(wait_for_ever(&begun)));
    for (int i = 0; i < 3; i++)
        async_detach(async_spawn(wait_there()));
    await async_promise_wait(&begun, NULL);
}

static void *open_late(void *unused)
{
    usleep(10000);
    gate_open(&late);
    return unused;
}

static async void hold(void)
{
    // RETURN: main ends
    // RETURN-NEXT: value 7
    printf("value %d\n", await async_thread(gate_pass, &late));
}

// Tasks that are started outside of any run, in a thread that ends.
static void *start_and_end(void *unused)
{
    async_thread_limit(1);
    async_detach(async_spawn(async_thread(gate_pass, &late)));
    while (!gate_calls(&late))
        usleep(100);
    async_detach(async_spawn(wait_there())); // begins if the first one ends before this thread
    return unused;
}

static void end_a_thread(void)
{
    pthread_t thread, opener;
    CHECK_EQUAL(pthread_create(&thread, NULL, start_and_end, NULL), 0);
    CHECK_EQUAL(pthread_create(&opener, NULL, open_late, NULL), 0);
    pthread_join(thread, NULL);
    pthread_join(opener, NULL);
}

async int main(int argc, char **argv)
{
    CHECK_EQUAL(argc, 2);
    gate_init(&gate, 1);
    gate_init(&late, 7);
    if (!strcmp(argv[1], "return")) {
        async_detach(async_spawn(hold()));
        await async_promise_wait(&late.begun, NULL);
        pthread_t thread;
        CHECK_EQUAL(pthread_create(&thread, NULL, open_late, NULL), 0);
        pthread_detach(thread);
        puts("main ends");
        return 0;
    }
    if (!strcmp(argv[1], "thread")) {
        // THREAD: thread has ended, 1 call
        gate_open(&gate);
        end_a_thread();
        async_thread_limit(0);
        CHECK(gate_calls(&gate) <= 1);
        printf("thread has ended, %d call\n", gate_calls(&late));
        return 0;
    }
    await fill();
    if (!strcmp(argv[1], "exit")) {
        // EXIT: exits
        puts("exits");
        exit(0);
    }
    // ENDLESS: exit status 1
    // TASKS: wait_for_ever
    return 0;
}
