// RUN: %matrix --all %s
// elision: same
// Macros that name their argument more than once, where C evaluates it once: typeof in declarations, casts, literals and
// pointers to what is awaited, as min, max and swap have it; builtins that do not evaluate their operand, or one of them.
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
/* As in the headers of kernels and C libraries. */
#define SWAPPED(x) (__builtin_constant_p(x) ? 0x0100 : (x))
#define CHOOSE(x) __builtin_choose_expr(1, (x), await count(99))
#define CHOOSE_NOT(x) __builtin_choose_expr(__builtin_constant_p(x), await count(99), x)
#define CHOOSE_TYPE(x) __builtin_choose_expr(__builtin_types_compatible_p(__typeof__(x), int), "int", (x))
#define SIZE(x) ((int)__builtin_object_size(x, 0) + (int)__builtin_object_size(x, 2))
#define SAME(x, y) (__builtin_types_compatible_p(__typeof__(x), __typeof__(y)) + 0L)
#define CLASS(x) __builtin_classify_type(x)

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
    say("%d", SWAPPED(await count(4)));
    say(" %d", calls);
    say(" %d", CHOOSE(await count(5)));
    say(" %d", calls);
    say(" %d", CHOOSE_NOT(await count(6)));
    say(" %d", calls);
    say(" %s", CHOOSE_TYPE(await count(7)));
    say(" %d", calls);
    say(" %d", SIZE(&list[await count(1)]));
    say(" %d", (int)SAME(await count(1), await count(2)) + CLASS(await count(1)) - CLASS(0));
    say(" %d\n", calls);
    int a = 1, b = 2, *at = &__builtin_choose_expr(0, a, b);
    CHOOSE(a) = await count(3);
    *at += await count(4);
    say("%d %d %d\n", a, b, __builtin_choose_expr(1, list, at)[await count(1)]);
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
// expect: 4 10 5 11 6 12 int 12 -1 1 12
// expect: 3 6 8
