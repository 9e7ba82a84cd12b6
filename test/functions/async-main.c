// The four signatures of main, its status, its arguments, falling off its end, return in the middle.
// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: %matrix none.c
// RUN: %matrix empty.c
// RUN: %matrix arguments.c
// RUN: %matrix array.c
// RUN: %matrix end.c
// RUN: %matrix early.c
// RUN: %matrix plain.c

//--- none.c
#include <asyncc.h>
async int main(void)
{
    await async_yield();
    return 3;
}
// exit: 3
// elision: same
//--- empty.c
#include <asyncc.h>
async int main()
{
    await async_yield();
    return 4;
}
// exit: 4
// flags: -Wno-strict-prototypes
// elision: same
//--- arguments.c
#include <asyncc.h>
#include <stdio.h>
async int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        await async_yield();
        printf("%d %s\n", i, argv[i]);
    }
    await async_sleep(0.001);
    return argv[argc] != NULL;
}
// args: one "two three"
// expect: 1 one
// expect: 2 two three
// elision: same
//--- array.c
#include <asyncc.h>
#include <stdio.h>
int async main(int const count, char *words[])
{
    await async_yield();
    printf("%d %s\n", count, words[1]);
    return count;
}
// args: word
// exit: 2
// expect: 2 word
// elision: same
//--- end.c
#include <asyncc.h>
#include <stdio.h>
// Falling off the end of main is return 0, and only there.
static async int result(int x)
{
    await async_yield();
    return x;
}
async int main(void)
{
    if (await result(0))
        return 1;
    printf("the end\n");
}
// expect: the end
// elision: same
//--- early.c
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
// No wait at all; exit from the middle of a wait's function.
static async void leave(int x)
{
    await async_yield();
    printf("leaving\n");
    exit(x);
}
async int main(void)
{
    await leave(9);
    return 1;
}
// exit: 9
// expect: leaving
// elision: same
//--- plain.c
#include <asyncc.h>
#include <stdio.h>
// An ordinary main beside async functions; another function may have main as a part of its name.
static async int main_part(int x)
{
    await async_yield();
    return x;
}
int main(int argc, char *argv[])
{
    printf("%d %d\n", argc, async_run(main_part(5)));
    (void)argv;
}
// expect: 1 5
// elision: same
