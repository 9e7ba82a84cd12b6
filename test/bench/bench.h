/* bench.h: what all benchmark programs share: the CPU's clock, memory, arguments, and how results are printed. */
#ifndef BENCH_H
#define BENCH_H

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#if defined(__GNUC__)
#define NOINLINE __attribute__((noinline))
#else
#define NOINLINE
#endif

/* CPU seconds of this process. */
static inline double bench_time(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Bytes of memory in use. (Not the peak that getrusage knows: that begins with the parent's.) */
static inline double bench_memory(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%*d %ld", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

/* The size that argument number `index` gives, or the usual one. */
static inline long bench_size(int argc, char **argv, int index, long usual)
{
    return index < argc ? atol(argv[index]) : usual;
}

static inline void bench_print(const char *name, double value, const char *unit)
{
    printf("%s %.3f %s\n", name, value, unit);
}

/* A benchmark that computes something wrong has measured nothing. */
static inline void bench_check(int right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "wrong result: %s\n", what);
    exit(1);
}

#endif
