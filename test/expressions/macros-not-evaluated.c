// RUN: %matrix --all %s
// elision: same
// Macros that name their argument more than once, where C evaluates it once: typeof in declarations, casts, literals and
// pointers to what is awaited, as min, max and swap have it.
#include "../Inputs/waits.h"

#define MAX(x, y)                                                                                                      \
    __extension__({                                                                                                    \
        __typeof__(x) a_ = (x);                                                                                        \
        __typeof__(y) b_ = (y);                                                                                        \
        a_ > b_ ? a_ : b_;                                                                                             \
    })
#define SWAP(x, y)                                                                                                     \
    do {                                                                                                               \
        __typeof__(x) kept_ = (x);                                                                                     \
        (x) = (y);                                                                                                     \
        (y) = kept_;                                                                                                   \
    } while (0)
#define SAME_TYPE(x, y) ((__typeof__(x))(y) + (x))
#define POINTED(x) (*(__typeof__(x)[]){(x)} + (int)sizeof(__typeof__(x)[2]) / (int)sizeof(x))
#define KEEP(x)                                                                                                        \
    __extension__({                                                                                                    \
        __typeof__(x) kept_[2] = {(x)}, *at_ = kept_, **to_ = &at_;                                                    \
        await rest();                                                                                                  \
        **to_;                                                                                                         \
    })

static int calls;

static async int count(int x)
{
    int got = await get(x);
    calls++;
    return got;
}

static async void test(void)
{
    int list[3] = {7, 8, 9};
    calls = 0;
    say("%d\n", MAX(await count(4), 3));
    say("%d\n", MAX(2, MAX(await count(4), await count(6))));
    say("%d\n", MAX(list[await count(0)], MAX(list[await count(1)], 5)));
    say("%d\n", calls);
    SWAP(list[0], list[2]);
    say("%d %d\n", list[0], list[2]);
    say("%d\n", SAME_TYPE(await count(4), 2.5));
    say("%d\n", POINTED(await count(5)));
    say("%d\n", KEEP(await count(6)) + KEEP(await count(7)));
    say("%d\n", calls);
}
// expect: 4
// expect: 6
// expect: 8
// expect: 5
// expect: 9 7
// expect: 6
// expect: 7
// expect: 13
// expect: 9
