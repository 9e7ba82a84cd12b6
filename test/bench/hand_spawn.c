/* A million state machines, each of which goes through the ready queue once. Time and memory for each. */
#include "bench.h"

struct task {
    void (*resume)(struct task *);
    struct task *next;     /* in the ready queue */
    struct gather *gather; /* who waits for it */
    int state;
    int i;
    int value;
};

struct gather {
    long pending;
};

static struct task *ready, **ready_end = &ready;
static long odd;

static void child(struct task *task)
{
    if (task->state++ == 0) {
        task->next = NULL;
        *ready_end = task;
        ready_end = &task->next;
        return;
    }
    odd += task->i & 1;
    task->value = task->i;
    task->gather->pending--;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 1000000);
    double start = bench_time();
    double before = bench_memory();
    struct gather gather = {0};
    struct task **all = malloc((size_t)count * sizeof *all);
    for (long i = 0; i < count; i++) {
        all[i] = malloc(sizeof *all[i]);
        *all[i] = (struct task){.resume = child, .gather = &gather, .i = (int)i};
        gather.pending++;
        child(all[i]);
    }
    double memory = bench_memory() - before;
    while (gather.pending > 0) {
        struct task *task = ready;
        ready = task->next;
        if (!ready)
            ready_end = &ready;
        task->resume(task);
    }
    for (long i = 0; i < count; i++)
        free(all[i]);
    free(all);
    double seconds = bench_time() - start;
    bench_check(odd == count / 2, "spawn");
    bench_print("spawn", seconds * 1e9 / (double)count, "ns/task");
    bench_print("spawn_memory", memory / (double)count, "B/task");
    return 0;
}
