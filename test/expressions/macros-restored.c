// A macro that #pragma pop_macro has restored: libclang keeps no record of its invocations.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

static async int test_restored(int a)
{
    int *p = &a;
#define V (a + 10)
#define SUM(x, y) (await get(x) + a + (y))
#define LEAVE(x)          \
    do {                  \
        if (await get(x)) \
            return a;     \
    } while (0)
#pragma push_macro("V")
#pragma push_macro("SUM")
#pragma push_macro("LEAVE")
#undef V
#undef SUM
#undef LEAVE
#define V (a * 2)
    int V_before = V;
    await rest();
    *p = 7;
#pragma pop_macro("V")
#pragma pop_macro("SUM")
#pragma pop_macro("LEAVE")
    say("%d %d\n", V_before, V);
    await rest();
    say("%d %d\n", V, SUM(4, SUM(V, await get(5))));
    LEAVE(0);
    if (a == 7)
        LEAVE(V);
    return -1;
}

static async void test(void)
{
    say("%d\n", await test_restored(1));
}
// expect: 2 17
// expect: 17 40
// expect: 7
// elision: same
