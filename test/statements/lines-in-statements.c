// RUN: %matrix --all %s
// elision: same
// #line in the middle of statements that await: what comes after it has that line.
#include "../Inputs/waits.h"

static async void test(void)
{
    int i = 0, line, file;
#line 100 "b.c"
    if (i)
        i = await get(1) + 1;
    else
        i = await get(2)
#line 200 "c.c"
            + 26 +
#line 300 "d.c"
            await get(__LINE__) + __LINE__;
    line = __LINE__;
    file = __FILE__[0];
    say("%d %d %c\n", i, line, file);
    while (await get(i) > 0)
#line 400
        i -= 100;
    line = __LINE__;
    say("%d %d\n", i, line);
}
// expect: 628 301 d
// expect: -72 401
