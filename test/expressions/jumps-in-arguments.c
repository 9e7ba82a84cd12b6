// RUN: %matrix --all %s
// elision: same
// Arguments that leave the function, or a loop, instead of giving a value: of calls that wait, of those that wait
// themselves (whose frame must not be taken yet), of objects and tasks, and of the first in a gather.
#include <asyncc.h>
#include <stdio.h>

#define TRY(x)                                                                                                         \
    __extension__({                                                                                                    \
        int try_ = (x);                                                                                                \
        if (try_ < 0)                                                                                                  \
            return try_;                                                                                               \
        try_;                                                                                                          \
    })

static async int get(int x)
{
    await async_yield();
    return x;
}
static async int leaf(int n)
{
    await async_sleep(TRY(n) / 1000.0);
    return 5;
}
static async int loop(int n)
{
    int i = 0;
    for (;; i++)
        await async_sleep(__extension__({
            if (i == n)
                break;
            0.001 * i;
        }));
    return i;
}
static async int call(int n)
{
    return await get(TRY(n)) + await get(TRY(n - 1));
}
static async int object(int n)
{
    async int o = get(TRY(n));
    async_task *t = async_spawn(get(TRY(n)));
    int value = await o;
    await async_join(t);
    return value;
}
static async int gather(int n)
{
    int a, b;
    await async_gather(a = get(TRY(n)), b = get(n + 1));
    return a * 10 + b;
}

async int main(void)
{
    printf("%d %d %d %d\n", await leaf(2), await leaf(-2), await loop(3), await loop(0));
    printf("%d %d %d\n", await call(4), await call(0), await call(-3));
    printf("%d %d\n", await object(7), await object(-7));
    printf("%d %d\n", await gather(1), await gather(-1));
    return 0;
}
// expect: 5 -2 3 0
// expect: 7 -1 -3
// expect: 7 -7
// expect: 12 -1
