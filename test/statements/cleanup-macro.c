// A cleanup function whose name is a macro with arguments as well: the compiler calls the function.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

static void replaced(int *p)
{
    say("macro %d\n", *p);
}
static void release(int *p)
{
    say("function %d\n", *p);
}
#define release(p) replaced(p)

static async int clean(int n)
{
    int x __attribute__((cleanup(release))) = n;
    if (await get(n) == 2)
        return 5;
    {
        int y __attribute__((cleanup(release))) = await get(7);
        release(&y);
        for (int z __attribute__((cleanup(release))) = 8; z < await get(9); z++)
            ;
    }
    return await get(x);
}

static async void test(void)
{
    say("%d\n", await clean(1) + await clean(2));
}
// expect: macro 7
// expect: function 9
// expect: function 7
// expect: function 1
// expect: function 2
// expect: 6
// elision: same
