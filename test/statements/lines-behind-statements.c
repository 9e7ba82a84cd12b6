// RUN: %matrix %s
// elision: same
// __LINE__ in a statement that begins in the line where one of several lines ends, which becomes another number of lines.
#include "../Inputs/waits.h"

#define ADD(a, b) ((a) + (b))
#define HERE() say("%d\n", __LINE__)

// clang-format off
static async void test(void)
{
    switch (await get(ADD(20,
        4))) { case 24: say("%d\n", __LINE__); }
    int x = await get(ADD(1,
        2)); say("%d\n", __LINE__); HERE();
    if (await get(1
        )) say("%d\n", __LINE__); else
        HERE();
    if (await get(0
        )) HERE(); else if (await get(
        0)) HERE(); else { await get(2
        ); HERE(); }
    while (await get(x--
        )) { HERE(); await get(1
        ); HERE(); continue; }
    do { await get(
        3); HERE(); } while (await get(
        0)); HERE();
    x = await get(
        7); label: HERE(); int y =
        __LINE__ + await get(
        1); if (y > 30) HERE();
    if (x-- == 7)
        goto label;
    for (int i = await get(
        0); i < await get(
        2); i++) HERE();
}
// clang-format on
// expect: 13
// expect: 15
// expect: 15
// expect: 17
// expect: 22
// expect: 24
// expect: 25
// expect: 24
// expect: 25
// expect: 24
// expect: 25
// expect: 27
// expect: 28
// expect: 30
// expect: 32
// expect: 30
// expect: 32
// expect: 37
// expect: 37
