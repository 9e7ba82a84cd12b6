// REQUIRES: openmp
// RUN: %asyncc %s -o %t.c -- -fopenmp
// RUN: %gcc -fopenmp -O0 %t.c %lib -lpthread -o %t.0 && %t.0 | FileCheck %s
// RUN: %gcc -fopenmp -O2 %t.c %lib -lpthread -o %t.2 && %t.2 | FileCheck %s
// RUN: %gcc -fopenmp -std=gnu11 -Wno-error -O1 %s -o %t.e && %t.e | FileCheck %s
// RUN: %asyncc %s -o %t.n.c && %gcc -Wno-unknown-pragmas -O1 %t.n.c %lib -lpthread -o %t.n && %t.n | FileCheck %s
// Statements under OpenMP's directives in async functions: locals that live in the frame are shared as fields of it,
// clauses name locals that do not; what is assigned under a directive may be a copy, so the old value lives on.
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

#define THREADS 2
#define PARALLEL_SUM(x) _Pragma("omp parallel for num_threads(THREADS) reduction(+ : sum)")
#define DIRECTIVE(x) _Pragma(#x)

static int total[4];

static async int wait_for(int x)
{
    await async_yield();
    return x;
}

static async int in_frame(void)
{
    int before = await wait_for(0);
    {
        int total[4];
        memset(total, 0, sizeof total);
        await wait_for(1);
#pragma omp critical
        {
            total[2] = 12;
        }
#pragma omp parallel for num_threads(2)
        for (int i = 0; i < 2; i++)
            total[i] = i + total[2];
        await wait_for(2);
        before += total[0] * 100 + total[1];
    }
    return before + total[2];
}

/* Where only a clause reads a local, or a copy is assigned, the value from before the await is still wanted. */
static async int values(int n)
{
    int threads = n, kept = n * 10, i = 7, last = 5, sum = 100, first = n;
    (void)threads;
    await wait_for(1);
#pragma omp parallel for num_threads(threads) private(kept)
    for (i = 0; i < 4; i++)
        kept = i;
    await wait_for(2);
    int a[4] = {1, 2, 3, await wait_for(4)};
    PARALLEL_SUM(a)
    for (int k = 0; k < 4; k++)
        sum += a[k];
    await wait_for(3);
    DIRECTIVE(omp parallel for lastprivate(last) firstprivate(first))
    for (int k = 0; k < 9; k++) {
        last = k + first;
    }
    await wait_for(4);
#ifdef _OPENMP
    i = 7;
#else
    i = 7, kept = 30, last = 11;
#endif
    return kept + i + last * 1000 + sum;
}

static async int others(void)
{
    int a[64], count = 0;
    memset(a, 0, sizeof a);
    await wait_for(0);
#pragma omp parallel num_threads(2)
    {
#pragma omp sections
        {
#pragma omp section
            a[0] = 1;
#pragma omp section
            a[1] = 2;
        }
#pragma omp single
        {
            a[2] = 3;
        }
#pragma omp barrier
#pragma omp for schedule(static, 4) nowait
        for (int i = 8; i < 64; i++)
            a[i] = i;
    }
#pragma omp atomic
    a[3] += 4;
#pragma omp simd
    for (int i = 32; i < 64; i++)
        a[i] *= 2;
    if (await wait_for(1))
#pragma omp critical(name)
        count++;
    int once = 3; /* firstprivate for the task: not in the frame */
#pragma omp task firstprivate(once) if (0)
    total[3] += once;
#pragma omp taskwait
    await wait_for(2);
    for (int i = 0; i < 64; i++)
        count += a[i];
    return count;
}

async int main(void)
{
    printf("%d\n", await in_frame());
    printf("%d\n", await values(3));
    printf("%d\n", await others());
    printf("%d %d\n", total[2], total[3]);
    return 0;
}
// CHECK: 1213
// CHECK-NEXT: 11147
// CHECK-NEXT: 3519
// CHECK-NEXT: 0 3
