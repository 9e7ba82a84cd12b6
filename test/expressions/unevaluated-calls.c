// Calls of async functions where only their type is asked for: they need no await, and do not run.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

static int runs;

static async long count(int x)
{
    runs++;
    return await get(x);
}

#define HOLD(call) __extension__({ __typeof__(call) held = await call; held + 1; })
#define TYPE_OF(call) _Generic(call, long : 1, default : 0)

static async void test(void)
{
    runs = 0;
    __typeof__(count(1)) x = await count(1);
    say("%d\n", _Generic(count(2), long : 10, default : 20) + TYPE_OF(count(3)) + _Generic((count(4)), int : 5, long : 6));
    say("%d\n", __builtin_types_compatible_p(__typeof__(count(3)), long));
    say("%d\n", sizeof(count(4)) == sizeof(long) && sizeof count(5) == _Alignof(__typeof__(count(5))));
    x += HOLD(count(6));
    async long (*pointer)(int) = count;
    say("%d\n", sizeof pointer(3) == sizeof(*pointer)(4));
    __typeof__(*(__typeof__(pointer(7)) *)0) y = 3 + await pointer(1);
    say("%ld %ld %d\n", x, y, runs);
}
// expect: 17
// expect: 1
// expect: 1
// expect: 1
// expect: 8 4 3
// elision: same
