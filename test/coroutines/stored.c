// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// The value of a call goes where an assignment says: its place is settled at once, the operation happens at the end.
// elision: same
#include <asyncc.h>
#include <stdio.h>

struct pair {
    int a;
    double b;
};
typedef async int maker(int);

static int order;
static int *place(int *at)
{
    printf("place %d\n", ++order);
    return at;
}
static async int later(int n)
{
    int s = await async_yield();
    return s < 0 ? s : n;
}
static async int now(int n)
{
    return n;
}
static async struct pair two(int n)
{
    await async_yield();
    return (struct pair){n, n / 2.0};
}
static async char *text(char *of)
{
    await async_yield();
    return of + 1;
}

async int main(void)
{
    int x = 1, list[3] = {0}, i = 1;
    struct pair pair, *at = &pair;
    double d = 2;
    char letters[] = "abc";
    const char *rest;
    unsigned char narrow;
    volatile long seen = 0;

    async_task *t = async_spawn(x = later(2)), *u = async_new(list[i] += later(3));
    i = 2;
    printf("%d", await async_join(t));
    printf(" %d\n", x);
    printf("%d", await async_join(u));
    printf(" %d %d\n", list[1], list[2]);

    t = async_spawn(*at = two(7));
    u = async_spawn(d *= now(3));
    await async_join(t);
    await async_join(u);
    printf("%d %g %g\n", pair.a, pair.b, d);

    // What is there when the call ends is added to.
    t = async_spawn(x += later(1));
    x = 100;
    await async_join(t);
    printf("%s\n", x == 101 || x == 100 ? "added" : "lost");

    await async_join(async_spawn(rest = text(letters)));
    await async_join(async_spawn(narrow = later(0x1234)));
    await async_join(async_spawn(seen -= now(5)));
    await async_join(async_spawn(*place(&list[0]) |= now(6)));
    printf("%s %x %ld %d\n", rest, narrow, seen, list[0]);

    // Through pointers, with awaits among the arguments, a status that is kept.
    async int (*function)(int) = later;
    t = async_spawn(x = function(await now(4) + 1));
    await async_join(t);
    t = async_spawn(list[await now(2)] = (*function)(-9));
    printf("%d", await async_join(t));
    printf(" %d %d\n", x, list[2]);
    return 0;
}
// expect: 0 2
// expect: 0 3 0
// expect: 7 3.5 6
// expect: added
// expect: place 1
// expect: bc 34 -5 6
// expect: -9 5 -9
