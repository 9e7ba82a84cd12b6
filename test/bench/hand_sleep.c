/* A million state machines that sleep at the same time: a binary heap of deadlines. Time and memory for each. */
#include "bench.h"

#include <stdint.h>

struct task {
    void (*resume)(struct task *);
    struct task *next; /* in the ready queue */
    double delay;
    int state;
};

struct timer {
    uint64_t deadline;
    struct task *task;
};

static struct timer *heap; /* heap[1] is the first to go */
static size_t heap_count, heap_room;
static struct task *ready, **ready_end = &ready;
static long woken, alive;

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void heap_push(uint64_t deadline, struct task *task)
{
    if (heap_count + 1 >= heap_room) {
        heap_room = heap_room ? 2 * heap_room : 64;
        heap = realloc(heap, heap_room * sizeof *heap);
        if (!heap)
            abort();
    }
    size_t at = ++heap_count;
    for (; at > 1 && heap[at / 2].deadline > deadline; at /= 2)
        heap[at] = heap[at / 2];
    heap[at] = (struct timer){deadline, task};
}

static struct task *heap_pop(void)
{
    struct task *task = heap[1].task;
    struct timer last = heap[heap_count--];
    size_t at = 1;
    for (size_t child; (child = 2 * at) <= heap_count; at = child) {
        if (child < heap_count && heap[child + 1].deadline < heap[child].deadline)
            child++;
        if (last.deadline <= heap[child].deadline)
            break;
        heap[at] = heap[child];
    }
    heap[at] = last;
    return task;
}

static void sleeper(struct task *task)
{
    if (task->state++ == 0) {
        heap_push(now() + (uint64_t)(task->delay * 1e9), task);
        return;
    }
    woken++;
    alive--;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 1000000);
    double first = (double)bench_size(argc, argv, 2, 600) / 1000;
    double spread = (double)bench_size(argc, argv, 3, 100) / 1000;
    double start = bench_time();
    double before = bench_memory();
    unsigned random = 1;
    struct task **all = malloc((size_t)count * sizeof *all);
    for (long i = 0; i < count; i++) {
        random = random * 1664525u + 1013904223u;
        all[i] = malloc(sizeof *all[i]);
        *all[i] = (struct task){.resume = sleeper, .delay = first + spread * (double)(random >> 8) / (1 << 24)};
        alive++;
        sleeper(all[i]);
    }
    double memory = bench_memory() - before;
    while (alive > 0) {
        uint64_t time = now();
        while (heap_count > 0 && heap[1].deadline <= time) {
            struct task *task = heap_pop();
            task->next = NULL;
            *ready_end = task;
            ready_end = &task->next;
        }
        if (!ready) {
            uint64_t wait = heap[1].deadline - time;
            struct timespec delay = {(time_t)(wait / 1000000000u), (long)(wait % 1000000000u)};
            nanosleep(&delay, NULL);
            continue;
        }
        while (ready) {
            struct task *task = ready;
            ready = task->next;
            if (!ready)
                ready_end = &ready;
            task->resume(task);
        }
    }
    for (long i = 0; i < count; i++)
        free(all[i]);
    free(all);
    free(heap);
    double seconds = bench_time() - start;
    bench_check(woken == count, "sleep");
    bench_print("sleep", seconds * 1e9 / (double)count, "ns/task");
    bench_print("sleep_memory", memory / (double)count, "B/task");
    return 0;
}
