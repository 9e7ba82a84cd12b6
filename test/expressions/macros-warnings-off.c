// All warnings are off in the source: what macros expand to is found out all the same, which asyncc does by a warning.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Weverything"
#pragma clang diagnostic ignored "-W#pragma-messages"
#endif
#define TWICE(x) (2 * (x))

static async void test(void)
{
    say("%d\n", TWICE(await get(2)));
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic error "-Weverything"
#endif
    say("%d\n", TWICE(TWICE(await get(2))));
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
}
// expect: 4
// expect: 8
// elision: same
