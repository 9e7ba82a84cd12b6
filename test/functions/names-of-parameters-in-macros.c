// RUN: %matrix %s
//
// Parameters that hide a type, and so have other names in the output, where macros name them.
#include <asyncc.h>
#include <stdio.h>

typedef int count;
typedef char n;

struct list {
    int count;
};

static async int get(int x)
{
    await async_yield();
    return x;
}

// clang-format off
#define N count
#define BRACKETS(x) [x + count]
#define TWICE(x) (x * 2)
#define AND_COUNT(op) op count
#define MEMBER(p) p->count
#define FIRST int count
#define POINTER(a) int (*a)[count]
// clang-format on

static async int plain(int count, int (*a)[N]);
static async int plain(int count, int (*a)[N])
{
    int r = await get(count);
    return r + (int)sizeof *a;
}

static async int brackets(int count, int (*a) BRACKETS(1))
{
    int r = await get(count);
    return r + (int)sizeof *a;
}

static async int argument(int count, int (*a)[TWICE(count)])
{
    int r = await get(count);
    return r + (int)sizeof *a;
}

static async int half(int count, int (*a)[1 AND_COUNT(+)])
{
    int r = await get(count);
    return r + (int)sizeof *a;
}

static async int member(struct list *p, int count, int (*a)[MEMBER(p)])
{
    int r = await get(count);
    return r + (int)sizeof *a;
}

static async int declared(FIRST, POINTER(a), int n, int (*b)[n][N])
{
    int r = await get(count);
    return r + (int)sizeof *a + (int)sizeof *b;
}

async int main(void)
{
    struct list list = {3};
    int three[3] = {0}, four[4] = {0}, six[6] = {0}, two[2][3] = {{0}};
    printf("%d %d %d\n", await plain(3, &three), await brackets(3, &four), await argument(3, &six));
    printf("%d %d %d\n", await half(3, &four), await member(&list, 9, &three), await declared(3, &three, 2, &two));
    return 0;
}
// elision: same
// expect: 15 19 27
// expect: 19 21 39
