/* A leaf that yields under 100 nested awaits. Against an explicit stack of state machines. */
#include "bench.h"
#include <asyncc.h>

static async long leaf(long count)
{
    for (long i = 0; i < count; i++)
        await async_yield();
    return count;
}

static async long chain(long depth, long count)
{
    if (depth == 0)
        return await leaf(count);
    return 1 + await chain(depth - 1, count);
}

int main(int argc, char **argv)
{
    long depth = bench_size(argc, argv, 1, 100);
    long count = bench_size(argc, argv, 2, 100000000);
    double start = bench_time();
    long result = async_run(chain(depth, count));
    double seconds = bench_time() - start;
    bench_check(result == depth + count, "chain");
    bench_print("chain", seconds * 1e9 / (double)count, "ns/yield");
    return 0;
}
