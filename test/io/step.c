// A program whose own loop steps the tasks: the descriptor says when, but for timers.
// RUN: %io --tsan %s | FileCheck %s
#include "Inputs/check.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>

static async_loop *loop;
static int fd = -1;

static bool readable(void)
{
    return poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 0) > 0;
}

// The program's loop, until there are no tasks.
static int run_all(void)
{
    int resumed = 0;
    async_stats stats;
    for (async_get_stats(&stats); stats.tasks; async_get_stats(&stats)) {
        double wait = async_loop_deadline(loop) - async_time();
        int milliseconds = wait <= 0 ? 0 : wait < 1 ? (int)(wait * 1000) + 1 : 1000;
        if (fd < 0)
            usleep(500); // the system has no such descriptor
        else
            poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, milliseconds);
        int count = async_loop_step(loop);
        CHECK(count >= 0);
        resumed += count;
    }
    return resumed;
}

static void has_work(bool expected)
{
    CHECK_EQUAL(async_loop_deadline(loop) <= async_time(), expected);
    if (fd >= 0)
        CHECK_EQUAL(readable(), expected);
}

static async int turns(int count)
{
    while (count-- > 0)
        CHECK_EQUAL(await async_yield(), 0);
    return async_loop_step(loop);
}

static async int wait_for(async_event *event)
{
    return await async_event_wait(event);
}

static async int get_from(async_queue *queue, int *item)
{
    return await async_queue_get(queue, item);
}

static void ready_frames(void)
{
    int s = 1;
    async_event event = {0};
    has_work(false);
    CHECK_EQUAL(async_loop_step(loop), 0);
    async_task *task = async_spawn(s = turns(3));
    for (int i = 0; i < 3; i++) {
        has_work(true);
        CHECK_EQUAL(async_loop_step(loop), 1);
    }
    CHECK(async_finished(task));
    CHECK_EQUAL(s, -EBUSY); // a step in a step
    async_detach(task);
    has_work(false);

    async_detach(async_spawn(s = wait_for(&event)));
    CHECK_EQUAL(async_loop_step(loop), 0); // to its first wait it has run at once
    has_work(false);
    async_event_set(&event);
    has_work(true);
    CHECK_EQUAL(async_loop_step(loop), 1);
    CHECK_EQUAL(s, 0);

    async_queue queue;
    int item = 7, got = 0;
    CHECK_EQUAL(async_queue_init(&queue, sizeof item, 1), 0);
    async_detach(async_spawn(s = get_from(&queue, &got)));
    async_loop_step(loop);
    has_work(false);
    CHECK_EQUAL(async_queue_tryput(&queue, &item), 0);
    has_work(true);
    CHECK_EQUAL(async_loop_step(loop), 1);
    CHECK_EQUAL(got, 7);
    async_queue_abort(&queue);

    async_event never = {0};
    task = async_spawn(wait_for(&never));
    async_loop_step(loop);
    has_work(false);
    CHECK_EQUAL(async_cancel(task), 0);
    has_work(true);
    CHECK_EQUAL(async_loop_step(loop), 1);
    async_detach(task);
}

static async int sleeper(double seconds)
{
    return await async_sleep(seconds);
}

static void timers(void)
{
    CHECK(isinf(async_loop_deadline(loop)));
    double until = async_time() + 0.2;
    async_detach(async_spawn(sleeper(0.2)));
    async_loop_step(loop);
    CHECK(async_loop_deadline(loop) >= until && async_loop_deadline(loop) < until + 0.1);
    async_detach(async_spawn(sleeper(0.01)));
    CHECK_EQUAL(run_all(), 2);
    CHECK(async_time() >= until);
    CHECK(isinf(async_loop_deadline(loop)));
}

static async int echo(int end, int rounds)
{
    char byte;
    while (rounds-- > 0) {
        CHECK_EQUAL(await async_read(end, &byte, 1), 1);
        CHECK_EQUAL(await async_write(end, &byte, 1), 1);
    }
    return async_close(end);
}

static async int ask(int end, int rounds)
{
    while (rounds-- > 0) {
        char byte = (char)rounds;
        CHECK_EQUAL(await async_write(end, &byte, 1), 1);
        CHECK_EQUAL(await async_read(end, &byte, 1), 1);
        CHECK_EQUAL(byte, (char)rounds);
    }
    return async_close(end);
}

static void descriptors_too(void)
{
    int ends[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    async_detach(async_spawn(echo(ends[0], 20)));
    CHECK_EQUAL(async_loop_step(loop), 0);
    has_work(false);
    async_detach(async_spawn(ask(ends[1], 20)));
    CHECK(run_all() >= 40);
}

static void count(void *context)
{
    ++*(int *)context;
}

static void *post(void *context)
{
    for (int i = 0; i < 100; i++)
        CHECK_EQUAL(async_post(loop, count, context), 0);
    return NULL;
}

static async int own_loop(void)
{
    CHECK_EQUAL(async_loop_step(loop), -EBUSY);
    CHECK_EQUAL(await async_sleep(0.001), 0);
    return 3;
}

static void posts(void)
{
    int posted = 0;
    pthread_t thread;
    pthread_create(&thread, NULL, post, &posted);
    pthread_join(thread, NULL);
    has_work(true);
    CHECK_EQUAL(async_loop_step(loop), 0);
    CHECK_EQUAL(posted, 100);
    has_work(false);
    CHECK_EQUAL(async_run(own_loop()), 3);
    CHECK_EQUAL(async_post(loop, count, &posted), 0);
    has_work(true);
    async_loop_step(loop);
    CHECK_EQUAL(posted, 101);
}

static void virtual_time(void)
{
    async_virtual_time(1);
    double begin = async_time();
    async_detach(async_spawn(sleeper(3600)));
    CHECK_EQUAL(run_all(), 1);
    CHECK(async_time() - begin > 3599.9);
}

static void *other_thread(void *unused)
{
    CHECK_EQUAL(async_loop_step(loop), -EINVAL);
    CHECK_EQUAL(async_loop_fd(loop), -EINVAL);
    return unused;
}

int main(void)
{
    pthread_t thread;
    loop = async_loop_self();
    CHECK(loop && async_loop_self() == loop);
    fd = async_loop_fd(loop);
    CHECK(fd >= 0 || fd == -ENOSYS);
    ready_frames();
    timers();
    descriptors_too();
    posts();
    pthread_create(&thread, NULL, other_thread, NULL);
    pthread_join(thread, NULL);
    virtual_time();
    puts("done"); // CHECK: done
    return 0;
}
