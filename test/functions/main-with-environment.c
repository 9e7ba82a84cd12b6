// RUN: %matrix %s
// main's third parameter, which every Unix gives it.
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv, char **environment)
{
    await async_yield();
    printf("%d %d %d\n", argc, argv[argc] == NULL, environment != NULL);
    return 0;
}
// expect: 1 1 1
// elision: same
