/* A million tasks spawned, each of which waits once, and gathered. Time and memory for each. */
#include "bench.h"
#include <asyncc.h>

static long odd;

static async int child(int i)
{
    await async_yield();
    odd += i & 1;
    return i;
}

static async int spawn_all(long count, double *memory)
{
    double before = bench_memory();
    async_task **all = malloc((size_t)count * sizeof *all);
    if (!all)
        return -1;
    for (long i = 0; i < count; i++)
        all[i] = async_spawn(child((int)i));
    *memory = bench_memory() - before;
    int status = await async_join_all(all, (size_t)count);
    free(all);
    return status;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 1000000);
    double memory = 0;
    double start = bench_time();
    int status = async_run(spawn_all(count, &memory));
    double seconds = bench_time() - start;
    bench_check(status == 0 && odd == count / 2, "spawn");
    bench_print("spawn", seconds * 1e9 / (double)count, "ns/task");
    bench_print("spawn_memory", memory / (double)count, "B/task");
    return 0;
}
