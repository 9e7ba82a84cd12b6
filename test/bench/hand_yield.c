/* State machines that go round a ready queue: 1, 100 and 10,000 of them. */
#include "bench.h"

struct task {
    void (*resume)(struct task *);
    struct task *next; /* in the ready queue */
    long i;
    long count;
};

static struct task *ready, **ready_end = &ready;
static long alive;

static void queue(struct task *task)
{
    task->next = NULL;
    *ready_end = task;
    ready_end = &task->next;
}

static void spin(struct task *task)
{
    if (task->i++ < task->count)
        queue(task);
    else
        alive--;
}

static void measure(const char *name, long tasks, long yields)
{
    long count = yields / tasks, sum = 0;
    double start = bench_time();
    struct task **all = malloc((size_t)tasks * sizeof *all);
    for (long i = 0; i < tasks; i++) {
        all[i] = malloc(sizeof *all[i]);
        *all[i] = (struct task){.resume = spin, .count = count};
        alive++;
        spin(all[i]);
    }
    while (alive > 0) {
        struct task *task = ready;
        ready = task->next;
        if (!ready)
            ready_end = &ready;
        task->resume(task);
    }
    for (long i = 0; i < tasks; i++) {
        sum += all[i]->i - 1;
        free(all[i]);
    }
    free(all);
    double seconds = bench_time() - start;
    bench_check(sum == tasks * count, name);
    bench_print(name, seconds * 1e9 / (double)(tasks * count), "ns/yield");
}

int main(int argc, char **argv)
{
    long yields = bench_size(argc, argv, 1, 100000000);
    measure("yield_1", 1, yields);
    measure("yield_100", 100, yields);
    measure("yield_10000", 10000, yields);
    return 0;
}
