// RUN: %matrix --all %s
// Pointers to async functions: in variables, parameters, fields, arrays, tables; by typedef and spelled out.
#include <asyncc.h>
#include <stdio.h>

typedef async int handler(int x);
typedef async int (*handler_pointer)(int x);

struct device {
    const char *name;
    async int (*read)(struct device *self, int x);
    handler *filter;
    int offset;
};

async int plus_one(int x)
{
    await async_yield();
    return x + 1;
}

async int times_two(int x)
{
    return 2 * x;
}

async int device_read(struct device *self, int x)
{
    await async_sleep(0.001);
    return self->offset + await self->filter(x);
}

async int apply(async int (*f)(int), int times, int x)
{
    for (int i = 0; i < times; i++)
        x = await f(x);
    return x;
}

async int by_name(handler_pointer f, int x)
{
    return await f(x) + await (*f)(x);
}

static handler_pointer choose(int which)
{
    return which ? plus_one : times_two;
}

async int main(void)
{
    handler_pointer table[] = {plus_one, times_two, &plus_one};
    int x = 1;
    for (int i = 0; i < 3; i++)
        x = await table[i](x);
    printf("%d\n", x);
    printf("%d %d\n", await apply(plus_one, 3, 0), await apply(times_two, 3, 1));
    struct device devices[2] = {{"one", device_read, plus_one, 100}, {"two", device_read, times_two, 200}};
    for (struct device *d = devices; d < devices + 2; d++)
        printf("%s %d\n", d->name, await d->read(d, 5));
    printf("%d\n", await by_name(times_two, 3));
    printf("%d %d\n", await choose(0)(10), await choose(1)(10));
    async int (*f)(int) = x > 3 ? times_two : plus_one;
    printf("%d\n", await f(21));
    printf("%d\n", f == times_two);
    return 0;
}
// expect: 5
// expect: 3 8
// expect: one 106
// expect: two 210
// expect: 12
// expect: 20 11
// expect: 42
// expect: 1
// elision: same
