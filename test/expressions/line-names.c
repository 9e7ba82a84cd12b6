// Names, sizes and labels made with __LINE__: asyncc reads another text than the user's, with headers pasted in and
// macros written out, and has to count its lines as the compiler counts those of the output.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"
#include "Inputs/line-names.h"

#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define UNIQUE(stem) CAT(stem, __LINE__)
#define SUM(a, b) ((a) + (b))
#define SHOWN(x) say("%s:%d %d\n", strrchr(__FILE__, '/') + 1, __LINE__, x)

#if __LINE__ != 14
#error this is line 14
#endif

static async void test_names(int n)
{
    int UNIQUE(name) = await get(1), before = UNIQUE(name) + await get(1);
    say("%d\n", before);
    int long_one = SUM(await get(1),
                       SUM(2,
                           3));
    int UNIQUE(name) = await get(long_one), behind = UNIQUE(name) + await get(1);
    say("%d\n", behind);
    int third = await get(n)
#if 0
                + 100
#endif
                + 1;
    char UNIQUE(array)[__LINE__] = "array"; char *pointer = UNIQUE(array); int size = sizeof UNIQUE(array);
    await rest();
    say("%s %d %d\n", pointer, size == __LINE__ - 2, third);
#line 700 "here/other \"name\".c"
    switch (await get(703)) {
    case __LINE__:
        say("too late\n");
        break;
    case __LINE__ - 1:
        say("703\n");
    }
    SHOWN(await get(__LINE__));
    SHOWN(5);
}

static async void test(void)
{
    await test_names(1);
    await from_header();
}
// expect: 2
// expect: 7
// expect: array 1 2
// expect: 703
// expect: other "name".c:707 707
// expect: other "name".c:708 5
// expect: line-names.h:10 4 3
// elision: same
