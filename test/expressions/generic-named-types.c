// RUN: %matrix %s
// flags: -Wno-unreachable-code-generic-assoc
// elision: same
// _Generic whose associations await and have the names of types: libclang is asked which one is chosen.
#include <asyncc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef int number;
typedef unsigned long word;
typedef struct pair {
    int a, b;
} pair;
#define WHOLE number

static async int f(int x)
{
    await async_yield();
    return x;
}

static async int named(int n, number m, const pair *p, int (*grid)[3])
{
    int sum = _Generic(n, number: await f(1), float: await f(2));
    sum += 10 * _Generic(m, unsigned: await f(3), WHOLE: await f(4));
    sum += 100 * _Generic((word)n, size_t *: await f(5), word: await f(6), default: await f(7));
    printf("%d\n", sum);
    sum = _Generic(&n, const number *: await f(1), number *: await f(2), void *: await f(3));
    sum += 10 * _Generic(p, struct pair *: await f(4), const struct pair *: await f(5), default: await f(6));
    sum += 100 * _Generic(*p, pair: await f(7), pair *: await f(8));
    printf("%d\n", sum);
    sum = _Generic(grid, int (*)[2]: await f(1), int (*)[3]: await f(2), default: await f(3));
    sum += 10 * _Generic(grid[0], int (*)[3]: await f(4), int *: await f(5), default: await f(6));
    sum += 100 * _Generic(sizeof n, size_t: await f(7), default: await f(8));
    printf("%d\n", sum);
    return sum;
}

enum kind { ONE, TWO };

static async int more(enum kind kind, bool flag, int n)
{
    const int fixed = 4;
    int sum = _Generic(kind, enum kind: await f(1), default: await f(2));
    sum += 10 * _Generic(flag, bool: await f(3), number: await f(4));
    sum += 100 * _Generic(fixed, const int: await f(5), number: await f(6));
    printf("%d\n", sum);
    sum = _Generic(n ? n : 2 /* a, b */, __typeof__(n): _Generic(&flag, bool *: await f(1), default: await f(2)), default: 3);
    sum += 10 * _Generic(n, __typeof__((long)0): (await f(4)), __typeof__(*(int[]){1, 2}): (await f(5)));
    for (int i = _Generic(n, number: await f(0), default: 0.0); i < _Generic(n, number: await f(3), default: 0.0);
         i += _Generic(&i, number *: await f(1), default: 0.0))
        sum += 100;
    number list[2] = {_Generic(list[0], number: await f(1), word: await f(2)), 2};
    _Generic(n, word: list[0], number: list[await f(0)]) += 7;
    printf("%d %d %d\n", sum, list[0], list[1]);
    return _Generic(list, number *: await f(8), number: await f(9));
}

async int main(void)
{
    int grid[2][3] = {{0}};
    await named(1, 2, &(pair){1, 2}, grid);
    printf("%d\n", await more(TWO, true, 1));
    return 0;
}
// expect: 641
// expect: 752
// expect: 752
// expect: 631
// expect: 351 8 2
// expect: 8
