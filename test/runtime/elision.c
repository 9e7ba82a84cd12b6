// Without asyncc the program is a sequential one, which needs nothing to be linked.
// RUN: %gcc %s -o %t && %t | FileCheck %s --match-full-lines
// RUN: %clang %s -o %t && %t | FileCheck %s --match-full-lines
#include <asyncc.h>
#include <stdio.h>

async int add(int a, int b)
{
    await async_sleep(0.001);
    await async_yield();
    return a + b;
}

async void show(int x)
{
    printf("%d\n", x);
}

async int main(void)
{
    int a, b, c[1];
    printf("%d\n", await add(1, 2) * 10);
    await async_gather(a = add(3, 4), b = add(5, 6), c[0] = add(7, 8), show(1));
    printf("%d %d %d\n", a, b, c[0]);
    async int later = add(1, 1);
    async int soon = async_start(add(2, 2));
    printf("%d %d\n", await later, await soon);
    async_task *task = async_spawn(show(2)), *object = async_new(show(3));
    printf("%s\n", async_repr(object));
    await async_join(task);
    await async_join_all(&object, 1);
    async_run(show(async_run(add(2, 2))));
    return 0;
}
// CHECK:      30
// CHECK-NEXT: 1
// CHECK-NEXT: 7 11 15
// CHECK-NEXT: 2 4
// CHECK-NEXT: 2
// CHECK-NEXT: 3
// CHECK-NEXT: <coroutine object>
// CHECK-NEXT: 4
