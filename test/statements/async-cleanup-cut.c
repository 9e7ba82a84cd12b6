// An attribute of an async cleanup that a macro ends, or begins, or that is in two of them.
// RUN: %matrix %s
// elision: same
#include <asyncc.h>
#include <stdio.h>

#define END ))
#define OPEN printf(
#define ELSE } else {
#define REST )) int b =
#define BEGIN __attribute__((
#define MIDDLE __attribute__((cleanup(
#define ENTRY cleanup(end

async static void end(int *value)
{
    await async_yield();
    printf("end %d\n", *value);
}

async static int use(int n)
{
    unsigned i = 0;
    do {
        if (n) {
            {
                __attribute__((cleanup(end)REST n + 1;
                printf("%d\n", b);
            }
        ELSE
            n ^= 1;
        }
        OPEN "%d\n", n); // closes a parenthesis that nothing in the text opens
    } while (++i < 1 && OPEN "x") > 0);
    for (int i = 0; i < 2; i++) {
        BEGIN cleanup(end))) int c = i;
        await async_yield();
    }
    {
        int d __attribute__((cleanup(end) END = 7;
        int e MIDDLE end) END = 8;
        int f __attribute__((ENTRY)END = 9;
        await async_yield();
        printf("%d\n", d + e + f);
    }
    return 0;
}

async int main(void)
{
    return await use(4);
}
// expect: 5
// expect: end 5
// expect: 4
// expect: end 0
// expect: end 1
// expect: 24
// expect: end 9
// expect: end 8
// expect: end 7
