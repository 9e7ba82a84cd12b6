/* fib, every call awaited; every leaf waits once. Against a state machine written by hand. */
#include "bench.h"
#include <asyncc.h>

async int fib(int n)
{
    if (n < 2) {
        await async_yield();
        return n;
    }
    return await fib(n - 1) + await fib(n - 2);
}

static int plain(int n)
{
    int a = 0, b = 1;
    for (; n > 0; n--) {
        int next = a + b;
        a = b;
        b = next;
    }
    return a;
}

int main(int argc, char **argv)
{
    int n = (int)bench_size(argc, argv, 1, 32);
    double start = bench_time();
    int result = async_run(fib(n));
    double seconds = bench_time() - start;
    bench_check(result == plain(n), "fib");
    bench_print("fib_wait", seconds * 1e9 / (2.0 * plain(n + 1) - 1), "ns/call");
    return 0;
}
