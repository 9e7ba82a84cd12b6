// RUN: %matrix %s
// Coroutine objects awaited in a macro that names its argument in typeof, too, and in the branches of a statement
// expression: each is awaited once, though its await stands there twice. (These were refused: "awaited twice".)
#include "../Inputs/waits.h"

#define MAX(a, b)                                                                                                      \
    ({                                                                                                                 \
        __typeof__(a) a_ = (a);                                                                                        \
        __typeof__(b) b_ = (b);                                                                                        \
        a_ > b_ ? a_ : b_;                                                                                             \
    })

static async int branches(int n)
{
    async int c = get(n);
    return ({
        int x = n;
        if (n > 1)
            x += await c;
        else
            x -= await c;
        x;
    });
}

static async void test(void)
{
    async int c = get(1), d = async_start(get(2));
    say("%d ", MAX(await d, await c));
    say("%d %d\n", await branches(1), await branches(2));
}
// flags: -Wno-pedantic
// expect: 2 0 4
// elision: same
