// RUN: %matrix %s
// async_run in ordinary functions: anywhere in an expression, of any type, of pointers, of objects and handles, in
// initialisers, loops, conditions; called from a function that an async function calls.
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

struct pair {
    int a, b;
};
typedef async int stepper(int);

static async int get(int x)
{
    await async_yield();
    return x;
}
static async int at_once(int x)
{
    return x + 1;
}
static async double half(double x)
{
    await async_sleep(0.001);
    return x / 2;
}
static async struct pair make(int a, const char *text)
{
    await async_yield();
    return (struct pair){a, (int)strlen(text)};
}
static async void nothing(int *x)
{
    await async_yield();
    ++*x;
}
static async const char *word(int i)
{
    static const char *const words[] = {"zero", "one"};
    await async_yield();
    return words[i];
}
static int ordinary(int x)
{
    return async_run(get(x)) * 2;
}
static async int calls_ordinary(int x)
{
    await async_yield();
    int r = ordinary(x);
    await async_yield();
    return r + ordinary(x + 1);
}
static int recursive(int n)
{
    return n ? async_run(get(n)) + recursive(n - 1) : 0;
}
static int by_pointer(stepper *f, int x)
{
    return async_run(f(x)) + async_run((*f)(x));
}

int main(void)
{
    int x = async_run(get(1)), y = async_run(at_once(1)) + x;
    printf("%d %d\n", x, y);
    printf("%g\n", async_run(half(async_run(half(10)))));
    printf("%d %d\n", (async_run(make(2, "text"))).a, (async_run(make(2, "text"))).b);
    async_run(nothing(&x));
    (void)async_run(get(5));
    printf("%d %s\n", x, async_run(word(async_run(get(1)))));
    for (int i = 0; i < async_run(get(3)); i++)
        if (async_run(get(i)) == 1 || async_run(get(i)) == 2)
            printf("%d ", i);
    while (x-- > 0 && async_run(at_once(0)))
        printf(".");
    printf("\n%d\n", x < 0 ? async_run(get(6)) : async_run(get(7)));
    printf("%d %d\n", ordinary(4), async_run(calls_ordinary(5)));
    printf("%d\n", recursive(5));
    printf("%d %d\n", by_pointer(get, 8), by_pointer(at_once, 8));
    async int c = get(9);
    printf("%d\n", async_run(c));
    async struct pair p = make(10, "pair");
    struct pair q = async_run(p);
    printf("%d %d\n", q.a, q.b);
    async_task *t = async_new(nothing(&y));
    async_run(t);
    printf("%d\n", y);
    int list[] = {async_run(get(1)), [3] = async_run(get(2))};
    printf("%d %d\n", list[0], list[3]);
    switch (async_run(get(3))) {
    case 3:
        printf("three\n");
    }
    return async_run(get(0));
}
// expect: 1 3
// expect: 2.5
// expect: 2 4
// expect: 2 one
// expect: 1 2 ..
// expect: 6
// expect: 8 22
// expect: 15
// expect: 16 18
// expect: 9
// expect: 10 4
// expect: 4
// expect: 1 2
// expect: three
// elision: same
