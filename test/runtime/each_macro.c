// ASYNC_COUNT and ASYNC_EACH in async functions, and in macros of the program: each reader of <asyncc.h> has them.
// RUN: %matrix %s
#include <asyncc.h>
#include <stdio.h>

#define SQUARE(x) (x) * (x)
#define SQUARES(...) {ASYNC_COUNT(__VA_ARGS__), ASYNC_EACH(SQUARE, __VA_ARGS__)}
#define JOIN(task) await async_join(task)

static async int number(int n)
{
    await async_yield();
    return -n;
}

async int main(void)
{
    int list[] = SQUARES(2, 3, 4);
    async_task *a = async_spawn(number(1)), *b = async_spawn(number(2));
    await async_yield();
    int sum[] = {ASYNC_EACH(JOIN, a, b)};
    printf("%d: %d %d %d, %d %d\n", list[0], list[1], list[2], list[3], sum[0], sum[1]);
    printf("%d %d\n", ASYNC_COUNT(await number(1), sum), ASYNC_COUNT(,));
    return 0;
}
// expect: 3: 4 9 16, -1 -2
// expect: 2 2
// elision: same
