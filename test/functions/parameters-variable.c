// Coroutine objects, tasks and runs of functions whose parameters have lengths that are other parameters: the structs
// that keep the arguments cannot have those types, and the functions that make them have no names for the lengths.
//
// RUN: %matrix --all %s
#include <asyncc.h>
#include <stdio.h>

static async int get(int x)
{
    await async_yield();
    return x;
}
static async int sum(int n, int m, int a[n][m], int (*p)[m])
{
    int s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            s += a[i][await get(j)] * p[await get(i)][j];
    n = m = 0;
    await get(1);
    return s + (int)(sizeof *a / sizeof **a) + a[1][1];
}
static async void fill(int n, int (*p)[n], int (**q)[n])
{
    await get(1);
    for (int i = 0; i < n; i++)
        (*p)[i] = i + (**q)[i];
}
static async int deep(int n, int (*rows[])[n], int (*f)(int k, int (*)[k]))
{
    await get(1);
    return f(n, rows[1]);
}
static int last(int n, int (*row)[n])
{
    return (*row)[n - 1];
}
async int main(void)
{
    int m[2][3] = {{1, 2, 3}, {4, 5, 6}}, k = 3;
    async int c = sum(2, 3, m, m);
    printf("%d\n", await c);
    int(*v)[k] = m;
    async int d = sum(2, k, v, v);
    printf("%d\n", await d);
    int(*row)[3] = &m[1];
    async_task *task = async_spawn(fill(3, &m[0], &row));
    await async_join(task);
    printf("%d %d %d\n", m[0][0], m[0][1], m[0][2]);
    int(*rows[])[3] = {&m[0], &m[1], NULL};
    async int e = deep(3, rows, last);
    printf("%d\n", await e);
    async int (*f)(int n, int m, int a[n][m], int (*p)[m]) = sum;
    async int g = f(2, 3, m, m);
    printf("%d\n", await g);
    return 0;
}
// expect: 99
// expect: 99
// expect: 4 6 8
// expect: 6
// expect: 201
// elision: same
