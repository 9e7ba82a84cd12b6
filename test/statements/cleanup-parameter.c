// A macro with the name of the cleanup function as its parameter, and one that is another name of it.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

#define CLEAN(release) __attribute__((cleanup(release)))
#define FREE let_go

static void release(int *p)
{
    say("wrong %d\n", *p);
}
static void let_go(int *p)
{
    say("right %d\n", *p);
}

static async int clean(int n)
{
    int x CLEAN(let_go) = n;
    int y __attribute__((cleanup(FREE))) = n + 1;
    CLEAN(release) int z = n + 2;
    return await get(x + y);
}

static async void test(void)
{
    say("%d\n", await clean(1));
}
// expect: wrong 3
// expect: right 2
// expect: right 1
// expect: 3
// elision: same
