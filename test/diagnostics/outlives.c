// RUN: %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --implicit-check-not=warning: %s
// RUN: %asyncc -Wno-async-outlives %s -o %t.c -- -std=gnu11 2>&1 | count 0
// The value of a task is stored when it ends: where it goes has to be there then.
#include <asyncc.h>

async int f(int n);
async int close_all(async_group *group);
async void look_after(async_task *task);
int weekend(int n, const void *p);
void print_running(const async_task *task);
void finish(async_task *task);

async int warned(int n)
{
    async_task *t = 0, *u = 0, *list[3];
    async_group g = {0};
    if (n) {
        int x = 0;
        // CHECK:      outlives.c:[[@LINE+3]]:25: warning: 'x' ends with its block, and the value may be stored after that: declare it where 't' is declared, or join in this block [-Wasync-outlives]
        // CHECK-NEXT: t = async_spawn(x = f(1));
        // CHECK-NEXT: {{ +\^$}}
        t = async_spawn(x = f(1));
        n += x;
    }
    for (int i = 0; i < 3; i++) {
        int a[2], y;
        // CHECK: outlives.c:[[@LINE+1]]:31: warning: 'a' ends with its block
        list[i] = async_spawn(a[0] += f(i));
        // CHECK: outlives.c:[[@LINE+1]]:9: warning: 'y' ends with its block, {{.*}} where 'g' is declared
        async_group_spawn(&g, y = f(i));
    }
    for (int i = 0; i < 3; i++)
        await async_join(list[i]);
    // Names that only sound like a join:
    if (n > 1) {
        int v, w, z;
        // CHECK: outlives.c:[[@LINE+1]]:25: warning: 'v' ends with its block
        t = async_spawn(v = f(1));
        print_running(t);
        async_detach(t);
        // CHECK: outlives.c:[[@LINE+1]]:13: warning: 'w' ends with its block
        if (async_group_spawn(&g, w = f(1)) < 0)
            await async_group_slot(&g);
        weekend(async_group_spawn(&g, n = f(1)), &g);
        async_group_cancel(&g);
        // CHECK: outlives.c:[[@LINE+1]]:25: warning: 'z' ends with its block
        u = async_spawn(z = f(1));
        async_set_name(u, "joint");
    }
    await async_group_join(&g);
    return await async_join(t) + await async_join(u);
}

static int global;
async int fine(int n, int *p)
{
    int x = 0, sum = 0;
    async_task *t = async_spawn(x = f(1));
    async_group g = {0};
    if (n) {
        int y, z;
        async_task *u = async_spawn(y = f(2));
        sum += await async_join(u);
        async_group_spawn(&g, z = f(3));
        await async_group_join(&g);
        await async_timeout(1, y = f(4));
        await async_gather(z = f(5), y = f(6));
        async_group_spawn(&g, *p = f(7));
        async_group_spawn(&g, global += f(7));
        async_group_spawn(&g, x += f(8));
    }
    if (n > 1) {
        int y, z;
        async_group_spawn(&g, y = f(9));
        await close_all(&g); // may be a join of the program's own
        t = async_spawn(z = f(10));
        await look_after(t);
    }
    if (n > 2) {
        int y;
        async_group_spawn(&g, y = f(11));
        while (await async_group_next(&g) != -2)
            ;
    }
    await async_group_join(&g);
    return await async_join(t) + sum;
}

int ordinary(int n)
{
    async_task *t, *u, *v;
    if (n) {
        int x, y;
        t = async_spawn(x = f(1));
        async_run(t);
        u = async_spawn(y = f(2));
        finish(u);
    }
    if (n > 1) {
        int z;
        // CHECK: outlives.c:[[@LINE+1]]:25: warning: 'z' ends with its block
        v = async_spawn(z = f(3));
        async_set_name(v, "run");
    }
    return async_run(v);
}
