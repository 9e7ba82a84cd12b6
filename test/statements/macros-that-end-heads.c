// RUN: %matrix %s
// elision: same
// Macros that hold the end of a statement's head and the beginning of its body, which does not await itself.
#include <asyncc.h>
#include <stdio.h>
#define END_BEGIN ) {
#define END_ADD ) sum +=
#define END_EMPTY ) ;
#define END )
#define CLOSE }
#define CLOSE_WHILE } while (
async int g(int x)
{
    await async_yield();
    return x;
}
// clang-format off
async int main(void)
{
    int sum = 0, i;
    for (i = await g(2); i > 0; i -= await g(1)END_BEGIN
        sum++;
    }
    printf("%d\n", sum);
    for (i = 0; i < await g(3); i++END_ADD 2;
    printf("%d\n", sum);
    if (await g(1)END_ADD 10;
    else if (await g(0)END_BEGIN
        sum = 0;
    }
    while (sum > await g(12)END_BEGIN
        sum--;
    CLOSE
    printf("%d\n", sum);
    switch (await g(1)END_BEGIN
    case 1:
        sum++;
    CLOSE
    do {
        sum++;
    CLOSE_WHILE await g(sum) < 20 END_EMPTY
    if (await g(1)END sum++;
    printf("%d\n", sum);
    return 0;
}
// clang-format on
// expect: 2
// expect: 8
// expect: 12
// expect: 21
