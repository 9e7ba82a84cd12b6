// RUN: %matrix --all %s
// RUN: %asyncc --no-line %s -- -std=c11 | FileCheck %s
// elision: same
// __COUNTER__ in a file with async functions, but not in them: it is left alone, in the file and in its headers.
#include "../Inputs/waits.h"

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define CHECK_THAT(condition)                                                                                          \
    enum {                                                                                                             \
        JOIN(checked_, __COUNTER__) = 1 / !!(condition)                                                                \
    }

// CHECK: CHECK_THAT(sizeof(int) == 4);
// CHECK-NEXT: #include "Inputs/counts.h"
CHECK_THAT(sizeof(int) == 4);
#include "Inputs/counts.h"

static async int work(int x)
{
    return await get(x) + checked_0 + checked_1;
}

static int ordinary(void)
{
    return __COUNTER__ * 10 + from_header();
}

static async void test(void)
{
    say("%d %d\n", await work(1), ordinary());
}
// expect: 3 32
