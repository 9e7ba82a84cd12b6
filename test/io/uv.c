// Tasks inside of libuv's loop take turns with its timers. After a detach the loop goes on until the tasks have ended.
// REQUIRES: uv
// RUN: %io --epoll --tsan %with-uv %s | FileCheck %s
#include "Inputs/turns.h"

#include <asyncc/uv.h>
#include <uv.h>

static uv_loop_t loop;

static void on_tick(uv_timer_t *timer)
{
    int before = answers;
    if (ticks++ == 0)
        start_talk();
    if (ticks == 5)
        CHECK(before > 0 && before < 20); // they take turns
    if (answers == 20)
        uv_close((uv_handle_t *)timer, NULL);
}

static async int none(void)
{
    CHECK_EQUAL(async_uv_attach(&loop), -EBUSY); // in a run
    return 0;
}

static void on_timeout(uv_timer_t *timer)
{
    async_uv_detach(&loop);
    async_uv_detach(&loop);
    CHECK_EQUAL(async_uv_attach(&loop), -EBUSY); // not before all have ended
    uv_close((uv_handle_t *)timer, NULL);
}

static async int detach_itself(void)
{
    CHECK_EQUAL(await async_sleep(0.001), 0);
    async_uv_detach(&loop);
    CHECK_EQUAL(await async_sleep(1000), -ECANCELED);
    return 0;
}

int main(void)
{
    uv_timer_t timer;
    CHECK(uv_loop_init(&loop) == 0);
    CHECK_EQUAL(async_run(none()), 0);
    CHECK_EQUAL(async_uv_attach(&loop), 0);
    CHECK_EQUAL(async_uv_attach(&loop), -EBUSY);

    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, on_tick, 1, 5);
    pthread_t thread = start_thread();
    CHECK_EQUAL(uv_run(&loop, UV_RUN_DEFAULT), 0);
    printf("%d answers, %d sleeps\n", answers, sleeps); // CHECK: 20 answers, 20 sleeps
    CHECK(ticks >= 5);
    while (posted < 10) // nothing of libuv's is left, and other threads count for nothing
        uv_run(&loop, UV_RUN_NOWAIT);
    pthread_join(thread, NULL);

    CHECK_EQUAL(uv_run(&loop, UV_RUN_DEFAULT), 0); // no tasks
    async_detach(async_spawn(stay()));
    async_detach(async_spawn(stay()));
    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, on_timeout, 5, 0);
    CHECK_EQUAL(uv_run(&loop, UV_RUN_DEFAULT), 0);
    printf("%d cancelled\n", cancelled); // CHECK-NEXT: 2 cancelled

    CHECK_EQUAL(async_uv_attach(&loop), 0); // again
    async_detach(async_spawn(detach_itself()));
    CHECK_EQUAL(uv_run(&loop, UV_RUN_DEFAULT), 0);
    CHECK_EQUAL(uv_loop_close(&loop), 0); // no handle is left
    CHECK_EQUAL(async_run(none()), 0);
    return 0;
}
