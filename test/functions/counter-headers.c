// RUN: %matrix --all %s
// RUN: %asyncc --no-line %s -- -std=c11 | FileCheck %s
// elision: same
// __COUNTER__ in async functions is written out; a header after them that counts, too, counts as before.
#include "../Inputs/waits.h"

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define TWO (10 * __COUNTER__ + __COUNTER__)

static async int work(int x)
{
    enum { JOIN(local_, __COUNTER__) = 7 };
    // CHECK: {{^}}    async_int r1 = get__async(x + (10 * 1 + 2));
    int y = await get(x + TWO);
    return y + local_0;
}

// CHECK: {{^}}#if __COUNTER__ + __COUNTER__ + __COUNTER__
// CHECK-NEXT: #endif
// CHECK-NEXT: #include "Inputs/counts.h"
#define CHECK_THAT(condition)                                                                                          \
    enum {                                                                                                             \
        JOIN(checked_, __COUNTER__) = (condition) ? 5 : 0                                                              \
    }
#include "Inputs/counts.h"

static async int more(int x)
{
    return await get(x) * 10 + __COUNTER__;
}

// CHECK-NOT: {{^}}#if __COUNTER__
// CHECK: {{^}}#include <limits.h>
#include <limits.h>

// CHECK: {{^}}#if __COUNTER__
// CHECK-NEXT: #endif
// CHECK-NEXT: #include "Inputs/counts-again.h"
#include "Inputs/counts-again.h"

static async int last(void)
{
    return await get(__COUNTER__);
}
static const int list[] = {
#include "Inputs/counts-list.h"
};

static async void test(void)
{
    say("%d %d\n", await last(), list[0]);
    say("%d %d %d\n", await work(1), await more(2), __COUNTER__);
    say("%d %d %d\n", checked_3, from_header(), from_header_again());
}
// expect: 7 80
// expect: 20 25 9
// expect: 5 4 6
