// RUN: %matrix --all %s
// Deep and mutual recursion, waiting at the bottom, on the way down and on the way up.
#include <asyncc.h>
#include <stdio.h>

async int is_odd(int n);

async int is_even(int n)
{
    if (n == 0) {
        await async_sleep(0.001);
        return 1;
    }
    return await is_odd(n - 1);
}

async int is_odd(int n)
{
    return n == 0 ? 0 : await is_even(n - 1);
}

async long fib(int n)
{
    if (n < 2) {
        if (n == 0)
            await async_yield();
        return n;
    }
    return await fib(n - 1) + await fib(n - 2);
}

async int hanoi(int n, char from, char by, char to)
{
    if (n == 0)
        return 0;
    int moves = await hanoi(n - 1, from, to, by);
    if (n == 3)
        printf("%c to %c\n", from, to);
    await async_yield();
    return moves + 1 + await hanoi(n - 1, by, from, to);
}

async int depth(int n)
{
    if (n == 0)
        await async_sleep(0.001);
    return n == 0 ? 0 : 1 + await depth(n - 1);
}

async int main(void)
{
    printf("%d %d\n", await is_even(1000), await is_even(7));
    printf("%ld\n", await fib(15));
    printf("%d\n", await hanoi(5, 'a', 'b', 'c'));
    printf("%d\n", await depth(5000));
    return 0;
}
// expect: 1 0
// expect: 610
// expect: a to c
// expect: c to b
// expect: b to a
// expect: a to c
// expect: 31
// expect: 5000
// elision: same
