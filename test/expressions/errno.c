// RUN: %matrix %s
// errno is a place whose address is computed by a call; others change it while a function waits. It is read and written
// where the text does it, and a value kept in a local stays.
#include "../Inputs/waits.h"
#include <errno.h>

static async int fail(int with, int result)
{
    await rest();
    errno = with;
    return result;
}

static async int failing_first(int with)
{
    errno = with;
    int mine = errno;
    await fail(999, 0);
    errno = mine;
    return errno;
}

static async void test(void)
{
    errno = 5;
    say("%d\n", errno + await fail(7, 1));
    say("%d\n", await fail(8, 1) + errno);
    errno = await fail(9, 3);
    say("%d\n", errno);
    errno += await get(4);
    say("%d\n", errno);
    say("%d\n", await failing_first(11));
    if (await fail(EINTR, -1) < 0 && errno == EINTR)
        say("interrupted\n");
    int *where = &errno;
    await rest();
    *where = 12;
    say("%d\n", errno == 12);
    while (await fail(EAGAIN, -1) < 0 && errno == EAGAIN)
        break;
    switch (errno) {
    case EAGAIN:
        await fail(0, 0);
    }
    say("%d\n", errno);
}
// expect: 6
// expect: 9
// expect: 3
// expect: 7
// expect: 11
// expect: interrupted
// expect: 1
// expect: 0
// elision: same
