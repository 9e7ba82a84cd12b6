// RUN: %matrix --all %s
// RUN: %asyncc %s -o %t.c -- -std=c11 -Dvalue=val -Dname=n1 -Dframe=f1 -Dself=s1 -Da1=b1
// RUN: %gcc -Dvalue=val -Dname=n1 -Dframe=f1 -Dself=s1 -Da1=b1 -c %t.c -o %t.o
// RUN: %clang -Dvalue=val -Dname=n1 -Dframe=f1 -Dself=s1 -Da1=b1 -c %t.c -o %t.o
// Macros that are defined after the header was read, and turn names into others: the output's text and the header's are
// not expanded alike.
#include "../Inputs/waits.h"
#ifndef value
#define value val
#endif
#undef wait
#define wait(x) (x)
#define state mine
#define link next
#define status result
#define flags
#define size length
#define function(x, y) x
#define copy(x)
#define parent ->

struct node {
    int value, state;
    struct node *link;
};

static async int sum(struct node *list)
{
    int value = 0;
    for (struct node *n = list; n; n = n->link)
        value += await get(n->value) + n->state;
    return wait(value);
}

static async void test(void)
{
    struct node last = {.value = 1, .state = 2}, first = {.value = 3, .state = 4, .link = &last};
    async int object = sum(&first);
    int status = 0, size[2] = {await sum(&last)};
    await async_gather(status = sum(&first), size[1] = sum(&last));
    say("%d %d %d %d\n", status, size[0], size[1], await object);
    await async_join(async_spawn(sum(&first)));
}
// expect: 10 3 3 10
