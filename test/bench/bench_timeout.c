/* A timeout that does not fire, around a call that is ready at once, and around one that waits once. */
#include "bench.h"
#include <asyncc.h>

static async long ready(long x)
{
    return x + 1;
}

static async long waits(long x)
{
    await async_yield();
    return x + 1;
}

static async long around_ready(long count)
{
    long x = 0;
    for (long i = 0; i < count; i++)
        if (await async_timeout(10, x = ready(x)) < 0)
            return 0;
    return x;
}

static async long around_wait(long count)
{
    long x = 0;
    for (long i = 0; i < count; i++)
        if (await async_timeout(10, x = waits(x)) < 0)
            return 0;
    return x;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 10000000);
    double start = bench_time();
    long result = async_run(around_ready(count));
    double middle = bench_time();
    bench_check(result == count, "timeout_ready");
    result = async_run(around_wait(count));
    double end = bench_time();
    bench_check(result == count, "timeout_wait");
    bench_print("timeout_ready", (middle - start) * 1e9 / (double)count, "ns/call");
    bench_print("timeout_wait", (end - middle) * 1e9 / (double)count, "ns/call");
    return 0;
}
