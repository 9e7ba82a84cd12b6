// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Recursion: plain, mutual, in arguments of itself, through a pointer, deep, each level with its own locals.
#include "../Inputs/waits.h"

struct tree {
    int value;
    struct tree *left, *right;
};

static async int fib(int n)
{
    return n < 2 ? await get(n) : await fib(n - 1) + await fib(n - 2);
}
static async int ackermann(int m, int n)
{
    if (m == 0)
        return n + 1;
    if (n == 0)
        return await ackermann(m - 1, await get(1));
    return await ackermann(m - 1, await ackermann(m, n - 1));
}
static async int odd(int n);
static async int even(int n)
{
    return n == 0 ? 1 : await odd(n - 1);
}
static async int odd(int n)
{
    await rest();
    return n == 0 ? 0 : await even(n - 1);
}
static async int sum(const struct tree *t)
{
    if (!t)
        return 0;
    int left = await sum(t->left);
    int here = await get(t->value);
    return left + here + await sum(t->right);
}
static async void permute(char *text, int at, int n)
{
    if (at == n) {
        say("%s ", text);
        return;
    }
    for (int i = at; i < n; i++) {
        char keep = text[at];
        text[at] = text[i];
        text[i] = keep;
        await permute(text, at + 1, n);
        await rest();
        keep = text[at];
        text[at] = text[i];
        text[i] = keep;
    }
}
static async int twice(async int (*f)(int), int depth, int x)
{
    return depth ? await twice(f, depth - 1, await twice(f, depth - 1, x)) : await f(x);
}
static async int plus_one(int x)
{
    return await get(x) + 1;
}
/* Each level's address is another one. */
static async int addresses(int *above, int depth)
{
    int here = depth;
    if (above)
        *above += here;
    await rest();
    if (depth)
        await addresses(&here, depth - 1);
    return here;
}
static async int deep(int n)
{
    int r = n ? await deep(n - 1) : await get(0);
    return r + 1;
}

static async void test(void)
{
    say("%d\n", await fib(10));
    say("%d\n", await ackermann(2, 3));
    say("%d %d\n", await even(10), await odd(10));
    struct tree leaves[2] = {{1, NULL, NULL}, {3, NULL, NULL}}, root = {2, &leaves[0], &leaves[1]}, top = {4, &root, &root};
    say("%d\n", await sum(&top));
    char text[] = "abc";
    await permute(text, 0, 3);
    say("\n%d\n", await twice(plus_one, 3, 0));
    say("%d\n", await addresses(NULL, 5));
    say("%d\n", await deep(2000));
}
// expect: 55
// expect: 9
// expect: 1 0
// expect: 16
// expect: abc acb bac bca cba cab 
// expect: 8
// expect: 9
// expect: 2001
// elision: same
