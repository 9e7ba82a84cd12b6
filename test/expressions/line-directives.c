// #line as users may write it: with escapes in the name, with macros, in a group that is left out.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

#define SHOW(x) say("%s %d %d\n", __FILE__, __LINE__, x)
#define NUMBER 500
#define NAME "macro.y"

static async void test(void)
{
#line 7 "b\"ar\\x.c"
    SHOW(await get(1));
    SHOW(2);
#line NUMBER
    SHOW(await get(1));
    SHOW(2);
#if 0
#line 9000 "never"
#endif
    SHOW(await get(1));
    SHOW(2);
#line NUMBER NAME
    SHOW(await get(1));
    SHOW(2);
}
// expect: b"ar\x.c 7 1
// expect: b"ar\x.c 8 2
// expect: b"ar\x.c 500 1
// expect: b"ar\x.c 501 2
// expect: b"ar\x.c 505 1
// expect: b"ar\x.c 506 2
// expect: macro.y 500 1
// expect: macro.y 501 2
// elision: same
