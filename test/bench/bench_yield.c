/* Tasks that do nothing but yield, in turn: 1, 100 and 10,000 of them. Against a ready queue written by hand. */
#include "bench.h"
#include <asyncc.h>

static async long spin(long count)
{
    for (long i = 0; i < count; i++)
        await async_yield();
    return count;
}

static async long spin_all(long tasks, long count)
{
    async_task **all = malloc((size_t)tasks * sizeof *all);
    if (!all)
        return 0;
    for (long i = 0; i < tasks; i++)
        all[i] = async_spawn(spin(count));
    int status = await async_join_all(all, (size_t)tasks);
    free(all);
    return status == 0 ? tasks * count : status;
}

static void measure(const char *name, long tasks, long yields)
{
    long count = yields / tasks;
    double start = bench_time();
    long result = async_run(spin_all(tasks, count));
    double seconds = bench_time() - start;
    bench_check(result == tasks * count, name);
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
