// What a macro that is written out leaves unexpanded is not expanded by the second reading: a macro whose expansion
// names itself, in wrappers around functions and in system headers (tolower).
//
// RUN: %matrix --all %s
// RUN: %matrix --only="gcc -O2" %s
// flags: -D__OPTIMIZE__=1
#include "../Inputs/waits.h"

#include <ctype.h>

#define GET(x) await get(x)

static int twice(int x)
{
    return x;
}
#define twice(x) twice(2 * (x))

static int counted(int n, const char *place)
{
    say("[%s]", place);
    return n;
}
#define counted(n) counted(n, __func__)

static async int more(int x)
{
    await rest();
    return x;
}
#define more(x) more((x) + 1)

static async int(later)(int x);
#define later(x) later((x) + 1)
static async int(later)(int x)
{
    say("%s ", __func__);
    return await get(x);
}

static async void test(void)
{
    int before = GET(twice(3));
    say("%d %d\n", before, GET(twice(twice(1))) + twice(GET(5)));
    say("%d\n", GET(counted(4)));
    say("%d %d\n", await more(3), await more(await more(before)));
    say("%d\n", await later(3) + await later(await later(4)));
    say("%c%c\n", tolower(await get('A')), toupper(await get('b')));
}
// expect: 6 14
// expect: [test]4
// expect: 4 8
// expect: later later later 10
// expect: aB
// elision: same
