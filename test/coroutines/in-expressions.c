// RUN: %matrix %s
// Objects, handles and gathers inside larger code: in loops, branches and switches that other awaits run through, with
// locals of every kind alive around them, in functions that are themselves gathered; nested runs of the same function.
#include "../Inputs/waits.h"

static async int sum_of(int n)
{
    int list[8], sum = 0;
    async int parts[8];
    for (int i = 0; i < n; i++)
        parts[i] = async_start(get(i));
    for (int i = 0; i < n; i++) {
        list[i] = await parts[i];
        sum += list[i];
    }
    return sum * 10 + list[n - 1];
}
static async int race(int n)
{
    int a = 0, b = 0;
    switch (n) {
    case 1:
        await async_gather(a = sum_of(3), b = sum_of(4));
        break;
    case 2: {
        async int c = async_start(sum_of(2)), d = sum_of(1);
        a = await c;
        b = await d;
    }
    /* fall through */
    default:
        do {
            async int again = get(n);
            b += await again;
        } while (++a % 3);
    }
    return a * 1000 + b;
}
static async int conditional(int n)
{
    async int c = get(n);
    int x = n > 2 ? await c : 0;
    if (n <= 2)
        x = -await c;
    async int d = async_start(get(x)), e = get(x + 1);
    return n == 1 && await d ? await e : await e + (n == 1 ? 0 : await d);
}
static async void store(int *to, int n)
{
    *to = await race(n);
}
static async int all(void)
{
    int out[3] = {0}, sum = 0;
    async_task *tasks[3];
    for (int i = 0; i < 3; i++)
        tasks[i] = async_spawn(store(&out[i], i + 1));
    for (int i = 2; i >= 0; i--) {
        await async_join(tasks[i]);
        sum += out[i];
    }
    return sum;
}

static async void test(void)
{
    say("%d\n", await sum_of(8));
    for (int i = 1; i < 4; i++)
        say("%d %d\n", await race(i), await conditional(i));
    say("%d\n", await all());
    int a, b;
    await async_gather(a = all(), b = all());
    say("%d %d\n", a, b);
}
// flags: -Wno-implicit-fallthrough
// expect: 287
// expect: 32063 0
// expect: 12002 -3
// expect: 3009 7
// expect: 47074
// expect: 47074 47074
// elision: same
