// RUN: not %asyncc %s -o %t.c -- -fopenmp 2>&1 | FileCheck --implicit-check-not=error: %s
// RUN: %asyncc %s -o %t.c
// What cannot be translated under OpenMP's directives is refused at its place; without -fopenmp they mean nothing.
#include <asyncc.h>

async int work(int x);
#define CLAUSE reduction(+ : sum)
#define NAME sum
#define TWICE(x) x
#undef TWICE
#define TWICE(x) x + x
#define TASK _Pragma("omp task")

async int waits(async void (*p)(void), int n)
{
    await work(1);
#pragma omp parallel for num_threads(1)
    for (int i = 0; i < n; i++)
        // CHECK: openmp.c:[[@LINE+1]]:9: error: await in a statement under '#pragma omp parallel for' is not supported: a thread of OpenMP's cannot leave it meanwhile; await before or after it
        await p();
#pragma omp critical
    {
        n++;
#pragma omp atomic
        n += 1;
        // CHECK: openmp.c:[[@LINE+1]]:14: error: await in a statement under '#pragma omp critical' is not supported
        n += await work(n);
    }
    return n;
}

async int names(int n)
{
    int a[4] = {1}, sum = 0, i, *keep = &sum, *keep_i = &i;
    await work(n);
// CHECK: openmp.c:[[@LINE+1]]:34: error: 'a' lives across an await, in the frame of the function, and cannot be named by '#pragma omp parallel for'; copy it to a local of a block without await
#pragma omp parallel for private(a)
    for (int k = 0; k < 4; k++)
        a[0] = k;
// CHECK: openmp.c:[[@LINE+1]]:40: error: 'sum' lives across an await, in the frame of the function, and cannot be named by '#pragma omp parallel for'
#pragma omp parallel for reduction(+ : NAME)
    for (int k = 0; k < 4; k++)
        sum += k;
// CHECK: openmp.c:[[@LINE+1]]:26: error: this macro in '#pragma omp parallel for {{.*}}' cannot be followed; write it out
#pragma omp parallel for CLAUSE
    for (int k = 0; k < 4; k++)
        sum += k;
// CHECK: openmp.c:[[@LINE+1]]:34: error: this macro in '#pragma omp parallel' cannot be followed; write it out
#pragma omp parallel num_threads(TWICE(1))
    sum = 0;
#pragma omp for
    // CHECK: openmp.c:[[@LINE+1]]:10: error: the loop variable 'i' of '#pragma omp for' lives across an await, in the frame of the function; declare one in the head of the loop
    for (i = 0; i < 4; i++)
        *keep += a[i];
#pragma omp parallel default(none) shared(keep)
    // CHECK: openmp.c:[[@LINE+1]]:14: error: 'a' lives across an await, in the frame of the function, and '#pragma omp parallel' has a default that does not know the frame
    *keep += a[1];
    await work(n);
    return sum + a[0] + *keep_i;
}

async int tasks(int n)
{
    int a[4] = {1}, late = n;
    await work(n);
#pragma omp task
    // CHECK: openmp.c:[[@LINE+1]]:5: error: 'a' lives across an await, in the frame of the function, and '#pragma omp task' would not copy it as it copies other locals; copy it to a local of a block without await
    a[0] = 2;
    TASK
    // CHECK: openmp.c:[[@LINE+1]]:5: error: 'a' lives across an await, in the frame of the function, and '#pragma omp task'
    a[1] = 3;
// CHECK: openmp.c:[[@LINE+1]]:25: error: 'late' may be somewhere else after an await, when '#pragma omp task' still uses it; use a local of a block without await
#pragma omp task shared(late)
    late = 4;
// CHECK: openmp.c:[[@LINE+1]]:30: error: 'late' lives across an await, where '#pragma omp target update' cannot follow it; use a local of a block without await
#pragma omp target update to(late)
    await work(n);
    return a[0] + late;
}

/* Nothing lives in the frame here. */
async int fine(int n)
{
    n += await work(n);
    {
        int a[4] = {1}, sum = 0, i;
#pragma omp parallel for reduction(+ : sum) private(i)
        for (i = 0; i < 4; i++)
            sum += a[i];
#pragma omp task shared(sum)
        a[0] += sum;
#pragma omp taskwait
        n += a[0];
    }
    return n + await work(n);
}
