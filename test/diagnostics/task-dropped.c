// RUN: %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// RUN: %asyncc -Wno-async-never-joined -Wno-async-never-awaited %s -o %t.c -- -std=gnu11 2>&1 | count 0
// RUN: not %asyncc -Werror=async-never-joined %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=FATAL %s
// A task whose handle is dropped can be joined by nobody.
// FATAL: error: the handle of this task is dropped, {{.*}} [-Werror=async-never-joined]
#include <asyncc.h>

#define SPAWN(x) async_spawn(x)

async int f(int x);
async void v(void);

async int drops(int x)
{
    // CHECK: task-dropped.c:[[@LINE+3]]:5: warning: the handle of this task is dropped, so that nobody can join it, and it ends with the run: keep it for async_join, give it to async_detach, or write '(void)' in front of it [-Wasync-never-joined]
    // CHECK-NEXT: async_spawn(f(1));
    // CHECK-NEXT: {{\^~*$}}
    async_spawn(f(1));
    // CHECK: task-dropped.c:[[@LINE+1]]:5: warning: the handle of this task is dropped
    SPAWN(v());
    // CHECK: task-dropped.c:[[@LINE+1]]:5: warning: the handle of this task is dropped
    async_spawn(f(1)), x++;
    // CHECK: task-dropped.c:[[@LINE+1]]:10: warning: the handle of this task is dropped
    for (async_spawn(v()); x < 2; x++)
        ;
    // CHECK: task-dropped.c:[[@LINE+1]]:5: warning: the handle that async_new gives is dropped, so that the call never runs: keep it, or use async_spawn [-Wasync-never-awaited]
    async_new(f(1));
    return x;
}
// CHECK-NOT: warning:
async int keeps(int x)
{
    async_task *t = async_spawn(f(1));
    (void)async_spawn(f(2));
    (void)SPAWN(f(2));
    async_detach(async_spawn(v()));
    await async_join(async_spawn(v()));
    await async_join(t);
    return x;
}
int main(void)
{
    async_task *t = (async_spawn(f(1)));
    async_run(async_join(t));
    return 0;
}
