/* Locking and unlocking a mutex of POSIX threads that nobody else wants. */
#include "bench.h"
#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static volatile long shared;

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 50000000);
    double start = bench_time();
    for (long i = 0; i < count; i++) {
        pthread_mutex_lock(&mutex);
        shared = i;
        pthread_mutex_unlock(&mutex);
    }
    double seconds = bench_time() - start;
    bench_check(shared == count - 1, "mutex");
    bench_print("mutex", seconds * 1e9 / (double)count, "ns/pair");
    return 0;
}
