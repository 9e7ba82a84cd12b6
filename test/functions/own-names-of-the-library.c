// RUN: %matrix --all %s
// A program that includes nothing but asyncc.h has all names of the standard library to itself: the output does not
// use one of them.
#include <asyncc.h>

typedef struct {
    int high, low;
} uint64_t;
typedef signed char size_t;
enum { NULL = 7, offsetof = 8, memcpy = 9, uintptr_t = 10 };
int printf(const char *, ...);
static int errno(uint64_t x)
{
    return x.high + x.low;
}

static async size_t get(size_t x)
{
    await async_yield();
    return x;
}
static async uint64_t pair(size_t a, size_t b)
{
    uint64_t p = {await get(a), await get(b)};
    uint64_t *escapes = &p;
    await async_sleep(0.0001);
    escapes->low += NULL;
    return p;
}
static async void last(int *n)
{
    *n = await get(8);
}
static async void nothing(int n)
{
    int list[n];
    list[0] = await get(1);
    async uint64_t object = pair(1, 2), started = async_start(pair(3, 4));
    async_task *task = async_new(last(&n)), *other = async_spawn(get(5));
    size_t x = 0;
    uint64_t y;
    await async_gather(x = get(6), y = pair(7, 8));
    printf("%d %d %d %d %d %d\n", (await object).low, (await started).high, x, y.high, list[0], errno(y));
    async_detach(other);
    await async_join(task);
}
async int main(void)
{
    await nothing(1);
    printf("%d %d\n", async_run(get(offsetof)), memcpy + uintptr_t);
    return 0;
}
// expect: 9 3 6 7 1 22
// expect: 8 19
