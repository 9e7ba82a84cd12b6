/* A state machine with a deadline for each of its calls: ready ones, and ones that go through the ready queue once. All
 * deadlines are equally far away, so a list has them in order. */
#include "bench.h"

#include <stdbool.h>
#include <stdint.h>

struct task {
    void (*resume)(struct task *);
    struct task *next; /* in the ready queue */
};

struct timer {
    struct timer *previous, *next;
    uint64_t deadline;
    struct task *task;
};

static struct task *ready, **ready_end = &ready;
static struct timer timers = {.previous = &timers, .next = &timers};
static long timed_out;

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void queue(struct task *task)
{
    task->next = NULL;
    *ready_end = task;
    ready_end = &task->next;
}

static struct task *take(void)
{
    struct task *first = ready;
    if (first && !(ready = first->next))
        ready_end = &ready;
    return first;
}

static void timer_add(struct timer *timer, uint64_t deadline, struct task *task)
{
    timer->deadline = deadline;
    timer->task = task;
    timer->next = &timers;
    timer->previous = timers.previous;
    timers.previous->next = timer;
    timers.previous = timer;
}

static void timer_remove(struct timer *timer)
{
    timer->previous->next = timer->next;
    timer->next->previous = timer->previous;
}

/* A call that may wait: it has done so when it is called again. */
struct call {
    long x;
    bool waited;
};

static NOINLINE bool is_ready(struct call *call, struct task *task)
{
    (void)task;
    call->x++;
    return true;
}

static NOINLINE bool waits(struct call *call, struct task *task)
{
    if (!call->waited) {
        call->waited = true;
        queue(task);
        return false;
    }
    call->x++;
    return true;
}

struct caller {
    struct task task;
    struct timer timer;
    struct call call;
    bool (*what)(struct call *, struct task *);
    long i, count;
    bool waiting;
};

static void resume(struct task *task)
{
    struct caller *self = (struct caller *)task;
    if (self->waiting) {
        self->what(&self->call, task);
        timer_remove(&self->timer);
        self->waiting = false;
        self->i++;
    }
    for (; self->i < self->count; self->i++) {
        uint64_t deadline = now() + 10000000000u;
        self->call.waited = false;
        if (!self->what(&self->call, task)) {
            timer_add(&self->timer, deadline, task);
            self->waiting = true;
            return;
        }
    }
}

static long run(bool (*what)(struct call *, struct task *), long count)
{
    static struct caller self;
    unsigned rounds = 0;
    self = (struct caller){.task = {.resume = resume}, .what = what, .count = count};
    queue(&self.task);
    for (struct task *task; (task = take());) {
        task->resume(task);
        if (++rounds % 64 == 0 && timers.next != &timers && timers.next->deadline <= now())
            timed_out++;
    }
    return self.call.x;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 10000000);
    double start = bench_time();
    long result = run(is_ready, count);
    double middle = bench_time();
    bench_check(result == count, "timeout_ready");
    result = run(waits, count);
    double end = bench_time();
    bench_check(result == count && !timed_out, "timeout_wait");
    bench_print("timeout_ready", (middle - start) * 1e9 / (double)count, "ns/call");
    bench_print("timeout_wait", (end - middle) * 1e9 / (double)count, "ns/call");
    return 0;
}
