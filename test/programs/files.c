// RUN: %matrix --all %s
// A program of several files: prototypes in a header that nobody rewrites, an async function defined in a header, static
// functions of the same name, recursion from file to file.
#include "Inputs/files.h"
#include <stdio.h>

static async int hidden(int x)
{
    await async_yield();
    return x + 1;
}

async int ping(int n)
{
    if (n <= 0)
        return await hidden(0);
    await async_sleep(0.001);
    return 1 + await pong(n - 1);
}

async int main(void)
{
    struct job job = {"count", 3, 0};
    printf("%d\n", await ping(5));
    await do_job(&job);
    printf("%s %d\n", job.name, job.done);
    printf("%d %d\n", await in_header(4), await hidden(1));
    return 0;
}
// with: Inputs/files-other.c
// expect: 106
// expect: count 3
// expect: 8 2
// elision: same
