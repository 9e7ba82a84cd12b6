// RUN: %matrix --all %s
// Types that are called as what the added functions have for parameters and locals of their own.
#include "../Inputs/waits.h"

typedef int object;
typedef struct {
    long n;
} task;
typedef const char *file;
typedef short line, self, result, wait, function, value, a1, a2;

static async object get_object(object x, a1 y)
{
    return await get(x) + y;
}
static async task make_task(a2 n, task t, a1 m)
{
    await get(1);
    return (task){n + t.n + m};
}
static async value all(self s, result r, wait w, function f, value v, line l)
{
    await get(s);
    return (value)(s + r + w + f + v + l);
}
static async file name(file f, line l)
{
    await get(l);
    return f + l;
}

static async void test(void)
{
    async object o = get_object(1, 2);
    async task t = make_task(3, (task){4}, 5), u = async_start(make_task(1, (task){1}, 1));
    async value v = all(1, 2, 3, 4, 5, 6);
    async value (*pointer)(self, result, wait, function, value, line) = all;
    async value p = pointer(1, 1, 1, 1, 1, 1);
    async file f = name("abc", 1);
    async_task *handle = async_spawn(name("def", 1));
    say("%d %ld %ld %d %d %s\n", await o, (await t).n, (await u).n, await v, await p, await f);
    await async_join(handle);
    async task run = make_task(1, (task){2}, 3);
    async object again = get_object(2, 3);
    async value third = all(1, 1, 1, 1, 1, 2);
    say("%ld %d %d %s\n", async_run(run).n, async_run(again), async_run(third), async_run(name("xy", 1)));
}
// expect: 3 12 3 21 6 bc
// expect: 6 5 7 y
