// RUN: %matrix %s
// elision: same
// A parameter that has another name in the output is a part of the types of others: what has the same name there, but
// is a member, a parameter of a macro or of another function, keeps it.
#include <asyncc.h>
#include <stdio.h>
#include <stddef.h>
typedef int count;
typedef int width;
struct s {
    int count;
    struct {
        int width;
    } in;
};
#define FIELD(p, m) (p)->m
#define TWICE(count) ((count)*2)
#define COUNT_OF(p) p->count
async int g(int x)
{
    await async_yield();
    return x;
}
async int f1(struct s *p, int count, int (*a)[p->count], int (*b)[p->in.width + count])
{
    int r = await g(count);
    return r + (int)(sizeof *a) + p->count + (int)sizeof *b;
}
async int f2(struct s *p, int count, int (*a)[FIELD(p, count) + count], int (*b)[TWICE(count)], int (*c)[COUNT_OF(p)])
{
    int r = await g(count);
    return r + (int)(sizeof *a) + (int)sizeof *b + (int)sizeof *c;
}
async int f3(int count,
             int (*a)[offsetof(struct s, count) + sizeof((struct s){.count = 3}.count) + count + sizeof(count)])
{
    int r = await g(count);
    return r + (int)(sizeof *a);
}
async int f4(int count, int (*cb)(int count, int (*)[count]), int (*a)[count])
{
    int r = await g(count);
    return r + (int)(sizeof *a) + (cb == 0);
}
async int f5(struct s count, int width, int (*a)[count.count + count.in.width + width])
{
    int r = await g(count.count);
    return r + (int)(sizeof *a) + width;
}
async int main(void)
{
    struct s s = {3, {2}};
    int a[100] = {0};
    printf("%d\n", await f1(&s, 5, (void *)a, (void *)a));
    printf("%d\n", await f2(&s, 5, (void *)a, (void *)a, (void *)a));
    printf("%d\n", await f3(3, (void *)a));
    printf("%d\n", await f4(3, 0, (void *)a));
    printf("%d\n", await f5(s, 4, (void *)a));
    return 0;
}
// expect: 48
// expect: 89
// expect: 47
// expect: 16
// expect: 43
