// RUN: %matrix %s
// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// TEXT" | FileCheck --check-prefix=TEXT %s
// An expression of many operators is computed in parts, so that not every value in it is kept to its end: integers only,
// since a floating-point value may have more precision as long as it is not stored.
#include "../Inputs/waits.h"

// TEXT-LABEL: struct sum_frame {
// TEXT: int t1;
// TEXT-NOT: r17;
// TEXT-LABEL: ASYNC_BODY_ONCE async_int sum(
// TEXT: int t1 = r1.async_value + r2.async_value
// TEXT: r16.async_value + r17.async_value;
static async int sum(void)
{
    return await get(1) + await get(2) + await get(3) + await get(4) + await get(5) +
           await get(6) + await get(7) + await get(8) + await get(9) + await get(10) +
           await get(11) + await get(12) + await get(13) + await get(14) + await get(15) +
           await get(16) + await get(17) + await get(18) + await get(19) + await get(20) +
           await get(21) + await get(22) + await get(23) + await get(24) + await get(25) +
           await get(26) + await get(27) + await get(28) + await get(29) + await get(30) +
           await get(31) + await get(32) + await get(33) + await get(34) + await get(35) +
           await get(36) + await get(37) + await get(38) + await get(39) + await get(40);
}

static async long mixed(long n)
{
    return 1 - await get(n + 0) * (n & 0)
               + await get(n + 1) * (n | 1)
               - await get(n + 2) * (n ^ 2)
               + await get(n + 3) * (n & 3)
               - await get(n + 4) * (n | 4)
               + await get(n + 5) * (n ^ 5)
               - await get(n + 6) * (n & 6)
               + await get(n + 7) * (n | 7)
               - await get(n + 8) * (n ^ 8)
               + await get(n + 9) * (n & 9)
               - await get(n + 10) * (n | 10)
               + await get(n + 11) * (n ^ 11)
               - await get(n + 12) * (n & 12)
               + await get(n + 13) * (n | 13)
               - await get(n + 14) * (n ^ 14)
               + await get(n + 15) * (n & 15)
               - await get(n + 16) * (n | 16)
               + await get(n + 17) * (n ^ 17)
               - await get(n + 18) * (n & 18)
               + await get(n + 19) * (n | 19)
               - await get(n + 20) * (n ^ 20)
               + await get(n + 21) * (n & 21)
               - await get(n + 22) * (n | 22)
               + await get(n + 23) * (n ^ 23)
               - await get(n + 24) * (n & 24)
               + await get(n + 25) * (n | 25)
               - await get(n + 26) * (n ^ 26)
               + await get(n + 27) * (n & 27)
               - await get(n + 28) * (n | 28)
               + await get(n + 29) * (n ^ 29);
}

static async void test(void)
{
    say("%d\n", await sum());
    say("%ld\n", await mixed(9));
}
// expect: 820
// expect: 245
// elision: same
