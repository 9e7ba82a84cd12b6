// Jobs that are cancelled: one that has not begun never runs; one that runs is waited for, and its value returned.
// RUN: %io --tsan %s | FileCheck %s
#include "Inputs/gate.h"

#include <asyncc/test.h>

static async void value_of_thread(struct gate *gate, int *value)
{
    *value = await async_thread(gate_pass, gate);
}

static async int queued_and_running(void)
{
    struct gate running, queued;
    int one = 0, other = 0;
    async_thread_limit(1);
    async_task *first = async_spawn(value_of_thread(gate_init(&running, 1), &one));
    CHECK_EQUAL(await async_promise_wait(&running.begun, NULL), 0);
    async_task *second = async_spawn(value_of_thread(gate_init(&queued, 2), &other));
    async_cancel(first);
    async_cancel(first);
    async_cancel(second);
    CHECK_EQUAL(await async_join(second), 0);
    CHECK_EQUAL(other, -ECANCELED);
    for (int i = 0; i < 5; i++)
        CHECK_EQUAL(await async_sleep(0.001), 0);
    CHECK(!async_finished(first));
    async_cancel(first); // while it waits in spite of a cancellation
    gate_open(&running);
    CHECK_EQUAL(await async_join(first), 0);
    CHECK_EQUAL(one, 1);
    CHECK_EQUAL(gate_calls(&queued), 0);
    async_thread_limit(0);
    return 0;
}

// Out of the middle of the queue, the beginning, the end.
static async int out_of_the_queue(void)
{
    enum { COUNT = 9 };
    struct gate first, gates[COUNT];
    async_task *tasks[COUNT];
    int values[COUNT] = {0}, one = 0;
    async_thread_limit(1);
    async_task *task = async_spawn(value_of_thread(gate_init(&first, 1), &one));
    CHECK_EQUAL(await async_promise_wait(&first.begun, NULL), 0);
    for (int i = 0; i < COUNT; i++) {
        tasks[i] = async_spawn(value_of_thread(gate_init(&gates[i], i), &values[i]));
        gate_open(&gates[i]);
    }
    for (int i = 0; i < COUNT; i += 2)
        async_cancel(tasks[i]);
    CHECK_EQUAL(await async_sleep(0.001), 0);
    gate_open(&first);
    CHECK_EQUAL(await async_join_all(tasks, COUNT), 0);
    CHECK_EQUAL(await async_join(task), 0);
    for (int i = 0; i < COUNT; i++) {
        CHECK_EQUAL(values[i], i % 2 ? i : -ECANCELED);
        CHECK_EQUAL(gate_calls(&gates[i]), i % 2);
    }
    async_thread_limit(0);
    return 0;
}

static int count(void *calls)
{
    return ++*(int *)calls;
}

static async int marked(void)
{
    int calls = 0;
    struct stat status;
    async_cancel(ASYNC_SELF);
    for (int i = 0; i < 3; i++)
        CHECK_EQUAL(await async_thread(count, &calls), -ECANCELED);
    CHECK_EQUAL(calls, 0);
    CHECK_EQUAL(await async_open("/dev/null", O_RDONLY, 0), -ECANCELED);
    CHECK_EQUAL(await async_stat("/dev/null", &status), -ECANCELED);
    CHECK_EQUAL(await async_pread(0, &calls, 1, 0), -ECANCELED);
    CHECK_EQUAL(await async_pwrite(1, "", 0, 0), -ECANCELED);
    CHECK_EQUAL(await async_fsync(1), -ECANCELED);
    return 0;
}

// A deadline: the value is stored, whichever way it ends.
static async int deadline(void)
{
    struct gate gate;
    int value = 0, calls = 0, status = await async_timeout(0, value = async_thread(count, &calls));
    CHECK(status == -ETIMEDOUT || status == 0);
    CHECK_EQUAL(value, calls ? 1 : -ECANCELED);
    gate_init(&gate, 6);
    gate_open(&gate);
    status = await async_timeout(1000, value = async_thread(gate_pass, &gate));
    CHECK_EQUAL(status, 0);
    CHECK_EQUAL(value, 6);
    return 0;
}

// At each wait; f is called exactly if it gives its value; nothing stays open.
static async int each(void)
{
    static char buffer[8];
    int calls = 0, first = await async_thread(count, &calls);
    CHECK(first == -ECANCELED ? calls == 0 : first == 1 && calls == 1);
    int fd = await async_open("/dev/null", O_RDWR, 0);
    CHECK(fd >= 0 || fd == -ECANCELED);
    if (fd < 0)
        return fd;
    ssize_t written = await async_pwrite(fd, "1234", 4, 0), got = await async_pread(fd, buffer, sizeof buffer, 0);
    CHECK(written == 4 || written == -ECANCELED);
    CHECK(got == 0 || got == -ECANCELED);
    int both[2] = {0};
    await async_gather(both[0] = async_thread(count, &calls), both[1] = async_fsync(fd));
    CHECK(both[0] == -ECANCELED || both[0] == 1 + (first == 1));
    CHECK(both[1] == -EINVAL || both[1] == -ECANCELED);
    return async_close(fd);
}

int main(void)
{
    CHECK_EQUAL(async_run(queued_and_running()), 0);
    CHECK_EQUAL(async_run(out_of_the_queue()), 0);
    CHECK_EQUAL(async_run(marked()), 0);
    CHECK_EQUAL(async_run(deadline()), 0);
    for (int i = 0; i < 20; i++)
        CHECK(async_test_each_wait(each) >= 1);
    async_stats stats;
    async_get_stats(&stats);
    // CHECK: tasks 0, frames 0
    printf("tasks %d, frames %d\n", (int)stats.tasks, (int)stats.frames);
    return 0;
}
