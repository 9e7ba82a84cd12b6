// RUN: %matrix --all %s
// Where other transformers went wrong: a value read before an await is read before it, an lvalue is computed once and at
// its time, one side of ?: runs, each operand once. Left to right around an await is asyncc's promise, not C's.
#include <asyncc.h>
#include <stdio.h>

static int global = 1, counter;

async int change(int to)
{
    await async_yield();
    global = to;
    return to;
}

static int tick(void)
{
    return ++counter;
}

static int *slot(int *array)
{
    return &array[tick() - 1];
}

async int twice(int x)
{
    await async_yield();
    return 2 * x;
}

static int weave(int a, int b, int c, int d)
{
    return ((a * 10 + b) * 10 + c) * 10 + d;
}

async int main(void)
{
    /* The old value of global is an operand on the left of an await that changes it. */
    global = 1;
    printf("%d\n", global + await change(5));
    global = 1;
    printf("%d\n", weave(global, await change(2), global, await change(3)));
    global = 1;
    int array[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    array[global] = await change(4);
    printf("%d %d\n", array[1], array[4]);

    /* Compound assignment reads its left side first, and computes its place once. */
    global = 10;
    global += await change(3);
    printf("%d\n", global);
    counter = 2;
    *slot(array) += await twice(20);
    printf("%d %d\n", counter, array[2]);

    /* Side effects before an await come before it. */
    counter = 0;
    printf("%d\n", weave(tick(), await twice(tick()), tick(), 0));
    int i = 0;
    array[i++] = i + await twice(i);
    printf("%d %d\n", i, array[0]);

    /* One side only. */
    counter = 0;
    int chosen = global > 0 ? await twice(tick()) : await change(tick());
    printf("%d %d %d\n", chosen, counter, global);

    /* Nested calls: the inner await is done before the outer call begins. */
    printf("%d\n", await twice(await twice(await twice(1) + 1) + 1));
    return 0;
}
// flags: -Wno-sequence-point -Wno-unsequenced
// expect: 6
// expect: 1223
// expect: 4 4
// expect: 13
// expect: 3 42
// expect: 1430
// expect: 1 3
// expect: 2 1 13
// expect: 14
