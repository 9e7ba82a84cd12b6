// RUN: %matrix %s
// Code with awaits that is included in the middle of a function, in an expression, twice; and a table.
#include "../Inputs/waits.h"

static const int table[] = {
#include "Inputs/numbers.inc"
};

static async int body(int n)
{
    int sum = n;
#include "Inputs/statements.inc"
    sum *= 2;
#include "Inputs/statements.inc"
    return sum;
}

static async void test(void)
{
    say("%d %d\n", await body(3), table[2]);
    int list[] = {await get(9),
#include "Inputs/numbers.inc"
    };
    await rest();
    say("%d %d\n", list[0], list[3]);
}
// expect: 15 3
// expect: 9 3
// elision: same
