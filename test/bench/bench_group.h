/* bench_group.h: what the children of bench_group.c and the tasks of base_group.c have in common. spawn_all, which each of
 * them defines, has `count` of them end, and says how much memory they take. */
#ifndef BENCH_GROUP_H
#define BENCH_GROUP_H

#include "bench.h"
#include <asyncc.h>

static async int spawn_all(long count, double *memory);

static long odd;

static async int child(int i)
{
    await async_yield();
    odd += i & 1;
    return 0;
}

static void measure(const char *name, const char *memory_name, long times, long count)
{
    double memory = 0;
    int status = 0;
    odd = 0;
    double start = bench_time();
    for (long i = 0; i < times; i++)
        status |= async_run(spawn_all(count, &memory));
    double seconds = bench_time() - start;
    bench_check(status == 0 && odd == times * (count / 2), name);
    bench_print(name, seconds * 1e9 / (double)(times * count), "ns/task");
    if (memory_name)
        bench_print(memory_name, memory / (double)count, "B/task");
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 1000000), part = bench_size(argc, argv, 2, 1000);
    measure("group", "group_memory", 1, count);
    measure("group_small", NULL, count / part * 10, part);
    return 0;
}

#endif
