// RUN: %matrix %s
// async_run and async_repr read like calls, so what follows their parentheses belongs to their value; as with a call.
#include <asyncc.h>
#include <stdio.h>

struct pair {
    int a, b;
};

static struct pair shared = {3, 4};

static async struct pair make(int a)
{
    await async_yield();
    return (struct pair){a, a + 1};
}
static async struct pair *find(void)
{
    await async_yield();
    return &shared;
}
static async const char *text(void)
{
    await async_yield();
    return "text";
}
static int negate(int x)
{
    return -x;
}
typedef int plain(int);
static async plain *pick(void)
{
    await async_yield();
    return negate;
}

int main(void)
{
    printf("%d %d\n", async_run(make(1)).a, async_run(make(2)).b);
    printf("%d\n", async_run(find())->b);
    async_run(find())->a++;
    printf("%d\n", shared.a);
    printf("%c\n", async_run(text())[1]);
    printf("%d\n", async_run(pick())(5));
    async struct pair c = make(6);
    printf("%c\n", async_repr(c)[0]);
    printf("%d\n", async_run(c).a);
    return 0;
}
// expect: 1 3
// expect: 4
// expect: 4
// expect: e
// expect: -5
// expect: <
// expect: 6
// elision: same
