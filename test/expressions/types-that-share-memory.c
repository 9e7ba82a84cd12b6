// RUN: %matrix --all %s
// elision: same
// A local that is read and written as the member of a struct that it never was declared as, which compilers let pass for
// locals of the same types inside: it must not matter that the local is now a member of another struct, the frame.
#include "../Inputs/waits.h"

struct number {
    int value;
};

struct both {
    struct number first;
    long second;
};

static async int whole(void)
{
    int data = 1;
    struct number *number = (struct number *)&data;
    await get(1);
    data = 5;
    number->value = 2;
    int seen = data;
    await get(1);
    return seen * 10 + data;
}

static async long elements(int n)
{
    int list[4] = {1, 2, 3, 4};
    struct number *numbers = (struct number *)list;
    await get(n);
    list[2] = 7;
    numbers[2].value += n;
    list[2]++;
    return list[2] + await get(1);
}

static async int inner(int parameter)
{
    struct number *number = (struct number *)&parameter;
    await get(1);
    parameter = 4;
    number->value = 9;
    return parameter;
}

static async long members(void)
{
    struct number number = {3};
    int *p = &number.value;
    struct both both = {{4}, 5};
    struct number *first = &both.first;
    await get(1);
    number.value = 1;
    *p = 6;
    both.first.value = 1;
    first->value = 8;
    return number.value * 100 + both.first.value + both.second;
}

static async void test(void)
{
    say("%d %ld ", await whole(), await elements(3));
    say("%d %ld\n", await inner(2), await members());
}
// expect: 22 12 9 613
