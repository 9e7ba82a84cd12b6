// RUN: %asyncc %s -o %t.c -- -std=c11
// RUN: %gcc %t.c %lib -pthread -o %t.gcc
// RUN: %clang %t.c %lib -pthread -o %t.clang
// RUN: not --crash %t.gcc await 2>&1 | FileCheck --check-prefixes=AWAIT,BOTH %s
// RUN: not --crash %t.clang await 2>&1 | FileCheck --check-prefixes=AWAIT,BOTH %s
// RUN: not --crash %t.gcc pinned 2>&1 | FileCheck --check-prefixes=PINNED,BOTH %s
// RUN: not --crash %t.clang pinned 2>&1 | FileCheck --check-prefixes=PINNED,BOTH %s
// RUN: not --crash %t.gcc plain 2>&1 | FileCheck --check-prefixes=PLAIN,BOTH %s
// RUN: not --crash %t.clang plain 2>&1 | FileCheck --check-prefixes=PLAIN,BOTH %s
// RUN: not --crash %t.gcc main 2>&1 | FileCheck --check-prefixes=MAIN,BOTH %s
// RUN: %asyncc %s -o %t.c -- -std=c11 -DNDEBUG
// RUN: %gcc -Wno-unused-parameter -DNDEBUG %t.c %lib -pthread -o %t.gcc && %t.gcc await | FileCheck --check-prefix=NDEBUG %s
// What assert says when it fails in an async function that has waited: the source's file and line, the name of the
// user's function, the text of the condition as it is written. With NDEBUG the await in it does not happen.
#include <asyncc.h>
#include <assert.h>
#include <stdio.h>
#include <string.h>

static async int later(int x)
{
    await async_yield();
    return x;
}

static async int with_await(int x)
{
    await async_yield();
    assert(await later(x) == 1 && /* wrong */
           "a message");
    return x; // AWAIT: {{assert-message\.c:}}[[@LINE-2]]:{{.*}}with_await{{.*await|.*__extension__}} later(x) == 1
}
static async int with_pinned(int *p)
{
    int mine = *p, *at = &mine;
    await async_yield();
    *at += 1;
    assert(mine == *p); // PINNED: {{assert-message\.c:}}[[@LINE]]:{{.*}}with_pinned{{.*}}mine == *p
    return await later(mine);
}
static async int plain(int x)
{
    int r = await later(x);
    assert(r != x); // PLAIN: {{assert-message\.c:}}[[@LINE]]:{{.*}}plain{{.*}}r != x
    return r;
}

// BOTH-NOT: never reached
async int main(int argc, char **argv)
{
    int two = await later(2);
    assert(argc == await later(2));
    if (!strcmp(argv[1], "await"))
        await with_await(two);
    if (!strcmp(argv[1], "pinned"))
        await with_pinned(&two);
    if (!strcmp(argv[1], "plain"))
        await plain(two);
    assert(!strcmp(argv[1], "await")); // MAIN: {{assert-message\.c:}}[[@LINE]]:{{.*}} main:
    printf("never reached, but with NDEBUG\n"); // NDEBUG: never reached, but with NDEBUG
    return 0;
}
