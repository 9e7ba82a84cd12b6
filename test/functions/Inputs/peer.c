/* The other file of several-files.c. */
#include "peer.h"
#include <string.h>

/* The same name as in the other file: both are static. */
static async int helper(int x)
{
    await async_yield();
    return x + 1000;
}

async int pong(int n, int *trace)
{
    ++*trace;
    if (n % 3 == 0)
        await async_yield();
    return n == 0 ? 0 : 1 + await ping(n - 1, trace);
}

static async int add(struct work *w, int x)
{
    await async_sleep(0.001);
    return w->n + x;
}
static async int multiply(struct work *w, int x)
{
    return w->n * await in_header(x);
}
async int remember(struct work *w, int x)
{
    w->n = await helper(x);
    return w->n;
}
stepper *const steps[3] = {add, multiply, remember};
struct work peer_work = {.n = 2, .step = multiply, .name = "peer"};

async stepper *find_step(const char *name)
{
    await async_yield();
    return !strcmp(name, "add") ? add : !strcmp(name, "multiply") ? multiply : remember;
}
async void no_value(int *x)
{
    await async_yield();
    *x = await calls_other_file(3);
}
async struct work make_work(const char *name)
{
    struct work w = {.name = name, .step = add};
    await async_yield();
    w.n = 7;
    return w;
}
async long double wide(char a, short b, float c, long double d)
{
    await async_yield();
    return a + b + c + d;
}
