/* An awaited call in a loop, of a function that cannot be inlined and of one that can. Against plain calls. */
#include "bench.h"
#include <asyncc.h>

static async NOINLINE unsigned far(unsigned x)
{
    return x * 1664525u + 1013904223u;
}

static async unsigned near(unsigned x)
{
    return x * 1664525u + 1013904223u;
}

static async unsigned call_far(long count)
{
    unsigned x = 1;
    for (long i = 0; i < count; i++)
        x = await far(x);
    return x;
}

static async unsigned call_near(long count)
{
    unsigned x = 1;
    for (long i = 0; i < count; i++)
        x = await near(x);
    return x;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 200000000);
    double start = bench_time();
    unsigned result = async_run(call_far(count));
    double seconds = bench_time() - start;
    bench_print("call", seconds * 1e9 / (double)count, "ns/call");

    start = bench_time();
    unsigned again = async_run(call_near(count));
    seconds = bench_time() - start;
    bench_check(result == again, "call");
    bench_print("call_inlined", seconds * 1e9 / (double)count, "ns/call");
    return 0;
}
