// An object that is awaited again where only the run can tell: the message says which function, and where it was made.
// RUN: %asyncc %s -o %t.c -- -std=c11 2>&1 | count 0
// RUN: %gcc %t.c %lib -o %t
// RUN: not --crash %t loop 2>&1 | FileCheck --check-prefix=LOOP %s
// RUN: not --crash %t array 2>&1 | FileCheck --check-prefix=ARRAY %s
// RUN: not --crash %t started 2>&1 | FileCheck --check-prefix=STARTED %s
// RUN: not --crash %t unmade 2>&1 | FileCheck --check-prefix=UNMADE %s
// RUN: not --crash %t unmade-array 2>&1 | FileCheck --check-prefix=UNMADE %s
// RUN: not --crash %t repr 2>&1 | FileCheck --check-prefix=REPR %s
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

async int work(int x)
{
    if (x)
        await async_yield();
    return x;
}
async int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    int sum = argc;
    async int c = work(1);
    async int list[2] = {work(0), work(2)};
    async int started = async_start(work(3));
    async int unmade, none[3];
    if (argc > 2)
        unmade = work(4);
    for (int i = 0; !strcmp(what, "unmade-array") && i < 3; i += 2) {
        async int fresh[3];
        if (argc > 2)
            fresh[i] = work(5), none[i] = work(6);
        sum += await fresh[i];
    }
    for (int i = 0; !strcmp(what, "loop") && i < 3; i++)
        // LOOP: asyncc: error: coroutine work, made at {{.*}}awaited-twice-later.c:24, was already awaited ({{.*}}awaited-twice-later.c:[[@LINE+1]])
        sum += await c;
    for (int i = 0; !strcmp(what, "array") && i < 3; i++)
        // ARRAY: asyncc: error: coroutine work, made at {{.*}}awaited-twice-later.c:25, was already awaited ({{.*}}awaited-twice-later.c:[[@LINE+1]])
        sum += await list[i / 2];
    for (int i = 0; !strcmp(what, "started") && i < 3; i++)
        // STARTED: asyncc: error: coroutine work was already awaited ({{.*}}awaited-twice-later.c:[[@LINE+1]])
        sum += await started;
    if (!strcmp(what, "unmade"))
        // UNMADE: asyncc: error: coroutine object was awaited that was never made ({{.*}}awaited-twice-later.c:{{[0-9]+}})
        sum += await unmade;
    if (!strcmp(what, "repr")) {
        sum += await c;
        // REPR: <coroutine, awaited>
        fprintf(stderr, "%s\n", async_repr(c));
        sum += await list[1];
        for (int i = 0; i < 2; i++)
            sum += await list[i];
    }
    return sum;
}
