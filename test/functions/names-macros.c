// Macros with the names that the output has for its own things: then those are called otherwise. What asyncc.h declares
// for it has names that no program has macros for.
//
// RUN: %matrix --all %s
// RUN: %asyncc %s -- -std=c11 | FileCheck %s
//
// CHECK: async_frame frame_;
// CHECK: .async_wait = async_suspend(
// CHECK-NOT: {{[>.](frame|value|wait|state|link)[^_]}}
#include "../Inputs/waits.h"

struct point {
    int x, y;
};

#define frame 1
#define value 2
#define wait 3
#define state 4
#define link 5
#define status 6
#define timer 7
#define resume 8
#define name 9
#define file 10
#define size 11
#define line 12
#define leaf 13
#define offset 14
#define children 15
#define awaits 16
#define await_count 17
#define result 18
#define self 19
#define object 20
#define task 21
#define function 22
#define a1 23
#define a2 24
#define resumed 25
#define r1 26
#define t1 27
#define g1 28
#define await_1 29

static async int add(int x, int y)
{
    await async_sleep(0);
    int list[2] = {x, y};
    await async_yield();
    return list[0] + list[1];
}
static async struct point make(int x)
{
    return (struct point){x, await add(x, 1)};
}
static async void nothing(int *x)
{
    *x += await add(a1, a2);
}

static async int many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k)
{
    await async_yield();
    return a + b + c + d + e + f + g + h + i + j + k;
}

#define a9 0
#define a10 "ten"
#define a11 +

static async void test(void)
{
    async int numbers = many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), others = async_start(many(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    int n = 0, other = 0;
    struct point p;
    async int object_1 = add(1, 2);
    async struct point object_2 = async_start(make(3));
    async_task *handle = async_spawn(nothing(&n)), *second = async_new(make(4));
    await async_gather(n = add(value, wait), p = make(n), nothing(&other));
    say("%d\n", await numbers + await others);
    say("%d\n", await object_1 + (await object_2).y * frame);
    await async_join(handle);
    await async_join(second);
    say("%d\n", async_run(add(p.x, p.y)));
    async int (*pointer)(int, int) = add;
    async int object_3 = pointer(r1, t1);
    say("%d\n", await object_3 + await pointer(g1, await_1));
    say("%d\n", await get(0) + frame + value + wait + state + link + status + timer + resume + name + file + size + line + leaf +
                    offset + children + awaits + await_count + result + self + object + task + function + resumed);
}
// expect: 77
// expect: 7
// expect: 1
// expect: 110
// expect: 278
