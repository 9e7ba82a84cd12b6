/* Locking and unlocking a mutex that nobody else wants. Against a mutex of POSIX threads. */
#include "bench.h"
#include <asyncc.h>

static async_mutex mutex;
static volatile long shared;

static async long lock_often(long count)
{
    for (long i = 0; i < count; i++) {
        if (await async_mutex_lock(&mutex) < 0)
            return 0;
        shared = i;
        async_mutex_unlock(&mutex);
    }
    return count;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 50000000);
    double start = bench_time();
    long result = async_run(lock_often(count));
    double seconds = bench_time() - start;
    bench_check(result == count, "mutex");
    bench_print("mutex", seconds * 1e9 / (double)count, "ns/pair");
    return 0;
}
