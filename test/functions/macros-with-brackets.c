// RUN: %matrix %s
// elision: same
// Macros with a part of the brackets in the head of an async function, and in a prototype.
#include <asyncc.h>
#include <stdio.h>
#define UNUSED_OPEN __attribute__((unused)
#define PARENTHESES ( unused
#define END_BODY ) {
#define TYPES_END int b)
#define POINTER (*
async int f(int a, int b __attribute__(PARENTHESES)));
static async int h(int a, TYPES_END;
// clang-format off
async int f(int a, int b __attribute__(PARENTHESES)))
{
    await async_yield();
    return a;
}
static UNUSED_OPEN) async int h(int a, TYPES_END
{
    await async_yield();
    return a - b;
}
static async int k(int POINTER a)(int), int b END_BODY
    await async_yield();
    return a(b);
}
// clang-format on
static int twice(int x)
{
    return 2 * x;
}
async int main(void)
{
    printf("%d %d %d\n", await f(1, 2), await h(5, 2), await k(twice, 3));
    return 0;
}
// expect: 1 3 6
