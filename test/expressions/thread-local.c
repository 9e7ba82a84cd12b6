// RUN: %matrix %s
// Thread-local, static and global objects: their addresses and values are used at the time that the text says.
#include "../Inputs/waits.h"

static _Thread_local int mine = 1;
static _Thread_local int list[3] = {1, 2, 3};
static int *where(void)
{
    return &mine;
}
static async int set(int x)
{
    await rest();
    mine = x;
    list[0] += x;
    return x;
}

static async void test(void)
{
    mine = 1;
    list[0] = 1;
    list[1] = 2;
    int *p = &mine, *q = list;
    await rest();
    say("%d %d\n", p == &mine, q == list);
    say("%d\n", mine + await set(5));
    say("%d\n", await set(6) + mine);
    *where() = await set(7) + 1;
    say("%d\n", mine);
    *where() += await set(9);
    say("%d\n", mine);
    list[await get(1)] += await set(2);
    say("%d %d %d\n", list[0], list[1], *q);
    static int kept;
    kept = 0;
    for (int i = 0; i < 3; i++)
        kept += await get(i);
    say("%d\n", kept);
}
// expect: 1 1
// expect: 6
// expect: 12
// expect: 8
// expect: 17
// expect: 30 4 30
// expect: 3
