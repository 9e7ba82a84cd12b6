// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Two files, each translated on its own, with their prototypes in a shared header: recursion between them, tables of
// function pointers, functions of every linkage, static ones of the same name, async functions defined in the header.
#include "Inputs/peer.h"
#include <stdio.h>

static async int helper(int x)
{
    await async_yield();
    return x + 1;
}

async int ping(int n, int *trace)
{
    *trace += 10;
    if (n % 2 == 0)
        await async_yield();
    return n == 0 ? 0 : 1 + await pong(n - 1, trace);
}

async int main(void)
{
    int trace = 0;
    int r = await ping(10, &trace);
    printf("%d %d\n", r, trace);
    printf("%d\n", await calls_other_file(4));
    for (int i = 0; i < 3; i++)
        printf("%d ", await steps[i](&peer_work, 5));
    printf("%d\n", peer_work.n);
    printf("%d\n", await peer_work.step(&peer_work, 1));
    printf("%d\n", await (await find_step("add"))(&peer_work, 3));
    printf("%d\n", await helper(1));
    int x;
    await no_value(&x);
    printf("%d\n", x);
    struct work w = await make_work("mine");
    printf("%s %d\n", w.name, await w.step(&w, await in_header(1)));
    printf("%Lg\n", await wide(1, 2, 3.5f, 4.25L));
    struct work mine = {.n = 1, .step = *steps, .name = "local"};
    printf("%d\n", await mine.step(&mine, 41));
    return 0;
}
// with: Inputs/peer.c
// expect: 10 65
// expect: 423
// expect: 7 30 1005 1005
// expect: 3015
// expect: 1008
// expect: 2
// expect: 322
// expect: mine 10
// expect: 10.75
// expect: 42
// elision: same
