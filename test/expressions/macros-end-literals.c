// RUN: %matrix %s
// elision: same
// Compound literals that live in the frame and end in a macro, which may hold the end of what surrounds them.
#include <asyncc.h>
#include <stdio.h>
#define LIST {1, 2}
#define LIST_END {0} )
#define LIST_MORE {3}, 4
#define BRACE_END 5 })
async int g(int x)
{
    await async_yield();
    return x;
}
static int sum(int *a, int *b, int c)
{
    return ++*a + ++*b + c;
}
static int first(int *a)
{
    return ++*a;
}
// clang-format off
async int main(void)
{
    int *p = (int[2])LIST, n = first((int[2])LIST_END;
    await g(1);
    printf("%d %d\n", p[1], n);
    printf("%d %d\n", sum((int[4]){[3] = 0}, (int[2])LIST_MORE), first((int[]){BRACE_END);
    printf("%d\n", await g(first((int[1])LIST_END) + first((int[1])LIST_END);
    return 0;
}
// clang-format on
// expect: 2 1
// expect: 9 6
// expect: 2
