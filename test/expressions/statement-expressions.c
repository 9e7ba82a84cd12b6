// RUN: %matrix %s
// GNU statement expressions without an await in them, in functions and in expressions with awaits: they are left alone,
// but for the return that leaves the function, and for names that live in the frame.
#include "../Inputs/waits.h"

#define TRY(x)                                                                                                         \
    ({                                                                                                                 \
        int try_ = (x);                                                                                                \
        if (try_ < 0)                                                                                                  \
            return try_;                                                                                               \
        try_;                                                                                                          \
    })

static async int tries(int x)
{
    int pinned = x, *at = &pinned;
    await rest();
    int got = TRY(pinned - 2);
    got += TRY(*at - 1);
    await rest();
    return got * 10 + ({ int square = pinned * pinned; square; });
}

static async int in_a_loop(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += await get(i) + ({ int x = i; while (x > 2) x--; x; });
        (void)({ if (sum > 12) break; 0; });
    }
    return sum;
}

static async int kept(int x)
{
    return ({ x += 1; x; }) + await get(5) + ({ x += 1; x; });
}

static async void test(void)
{
    for (int i = 0; i < 5; i++)
        say("%d ", await tries(i));
    say("%d %d\n", await in_a_loop(4), await in_a_loop(10));
    say("%d\n", await kept(1));
}
// flags: -Wno-pedantic
// expect: -2 -1 14 39 66 11 17
// expect: 10
// elision: same
