// What joins and groups make of a task's value: a negative signed integer is a status, everything else is 0.
// RUN: %matrix %s
// elision: same
#include <asyncc.h>
#include <limits.h>
#include <stdio.h>

enum sign { MINUS = -2, PLUS = 2 };
enum unsign { ONE = 1 };

#define FUNCTION(name, type)                                                                                           \
    static async type give_##name(type value)                                                                          \
    {                                                                                                                  \
        await async_yield();                                                                                           \
        return value;                                                                                                  \
    }                                                                                                                  \
    static async type give_##name##_at_once(type value)                                                                \
    {                                                                                                                  \
        return value;                                                                                                  \
    }
FUNCTION(signed_char, signed char)
FUNCTION(short, short)
FUNCTION(int, int)
FUNCTION(long, long)
FUNCTION(long_long, long long)
FUNCTION(sign, enum sign)
FUNCTION(unsign, enum unsign)
FUNCTION(unsigned, unsigned)
FUNCTION(char, char)
FUNCTION(double, double)
FUNCTION(pointer, void *)

// Each value by a join, a join of all, as a child's end, and as a failure, from a function that waits and one that
// does not.
#define SHOW(name, value)                                                                                              \
    do {                                                                                                               \
        async_group group = {0};                                                                                       \
        async_group_keep_going(&group);                                                                                \
        int joined = await async_join(async_spawn(give_##name(value)));                                                \
        int all = await async_join_all((async_task *[]){async_spawn(give_##name##_at_once(value))}, 1);                \
        async_group_spawn(&group, give_##name(value));                                                                 \
        async_group_spawn(&group, give_##name##_at_once(value));                                                       \
        int first = await async_group_next(&group), second = await async_group_next(&group);                           \
        printf("%s: %d %d %d %d, %d\n", #name, joined, all, first, second, await async_group_join(&group));            \
    } while (0)

async int main(void)
{
    SHOW(signed_char, -128);
    SHOW(signed_char, 127);
    SHOW(short, SHRT_MIN);
    SHOW(int, -5);
    SHOW(int, INT_MIN);
    SHOW(int, 5);
    SHOW(long, -7L);
    SHOW(long_long, -9LL);
    SHOW(long_long, LLONG_MIN);
    SHOW(long_long, LLONG_MAX);
    SHOW(sign, MINUS);
    SHOW(sign, PLUS);
    SHOW(unsign, ONE);
    SHOW(unsigned, UINT_MAX);
    SHOW(char, (char)-1);
    SHOW(double, -1.5);
    SHOW(pointer, (void *)-1);
    return 0;
}
// expect: signed_char: -128 -128 -128 -128, -128
// expect: signed_char: 0 0 0 0, 0
// expect: short: -32768 -32768 -32768 -32768, -32768
// expect: int: -5 -5 -5 -5, -5
// expect: int: -2147483648 -2147483648 -2147483648 -2147483648, -2147483648
// expect: int: 0 0 0 0, 0
// expect: long: -7 -7 -7 -7, -7
// expect: long_long: -9 -9 -9 -9, -9
// expect: long_long: -2147483648 -2147483648 -2147483648 -2147483648, -2147483648
// expect: long_long: 0 0 0 0, 0
// expect: sign: -2 -2 -2 -2, -2
// expect: sign: 0 0 0 0, 0
// expect: unsign: 0 0 0 0, 0
// expect: unsigned: 0 0 0 0, 0
// expect: char: 0 0 0 0, 0
// expect: double: 0 0 0 0, 0
// expect: pointer: 0 0 0 0, 0
