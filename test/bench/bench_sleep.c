/* A million tasks that sleep at the same time, each until its own moment. Time and memory for each. */
#include "bench.h"
#include <asyncc.h>

static long woken;

static async int sleeper(double delay)
{
    await async_sleep(delay);
    woken++;
    return 0;
}

static async long sleep_all(long count, double first, double spread, double *memory)
{
    double before = bench_memory();
    unsigned random = 1;
    async_task **all = malloc((size_t)count * sizeof *all);
    if (!all)
        return -1;
    for (long i = 0; i < count; i++) {
        random = random * 1664525u + 1013904223u;
        all[i] = async_spawn(sleeper(first + spread * (double)(random >> 8) / (1 << 24)));
    }
    *memory = bench_memory() - before;
    int status = await async_join_all(all, (size_t)count);
    free(all);
    return status == 0 ? count : status;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 1000000);
    double first = (double)bench_size(argc, argv, 2, 600) / 1000;
    double spread = (double)bench_size(argc, argv, 3, 100) / 1000;
    double memory = 0;
    double start = bench_time();
    long result = async_run(sleep_all(count, first, spread, &memory));
    double seconds = bench_time() - start;
    bench_check(result == count && woken == count, "sleep");
    bench_print("sleep", seconds * 1e9 / (double)count, "ns/task");
    bench_print("sleep_memory", memory / (double)count, "B/task");
    return 0;
}
