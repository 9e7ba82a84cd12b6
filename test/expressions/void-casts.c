// Values that a cast to void drops, of statement expressions and ?: with awaits: no variable is set for them, and nothing
// stands as a statement that has no effect.
//
// RUN: %matrix %s
// flags: -Wno-pedantic
// clang-format off
#include "../Inputs/waits.h"

#define SECOND(a, b) ((void)(a), (b))
struct s { int x; };
static async struct s make(int x)
{
    await rest();
    return (struct s){x};
}

static async void test(void)
{
    int x = 3, y = 0;
    int m = SECOND(({ int z = await get(1); z; }), 5), n = SECOND(({ int z = await get(1); y += z; }), 5), o = SECOND(({ struct s z = await make(1); z; }).x, 5);
    (void)({ int z = await get(2); if (z) y++; y + z; });
    int k = ((void)(x ? (2 ?: await get(1)) : 0), 3) + await get(2) + ((void)(x && await get(3)), await get(2));
    say("%d %d %d %d %d\n", m, n, o, y, k);
}
// expect: 5 5 5 2 7
// elision: same
