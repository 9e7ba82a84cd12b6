// RUN: %matrix %s
// sizeof and typeof of a coroutine object are those of what it gives, as in the serial elision; also in its own
// initialiser. (They were those of the handle that it is in the output.)
#include "../Inputs/waits.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define INTO(k, c) __typeof__(c) k = await c

struct big {
    char text[40];
};
static async struct big big(char c)
{
    return (struct big){{(char)await get(c)}};
}
static async char letter(int c)
{
    return (char)await get(c);
}

static async void test(void)
{
    async char c = letter('c');
    async struct big b[3] = {big('x'), big('y'), big('z')};
    async int own = get(await get((int)sizeof own));
    say("%zu %zu %zu %zu\n", sizeof c, sizeof(b), sizeof b[1], COUNT(b));
    INTO(k, c);
    __typeof__(b[0]) v = {"struct"};
    __typeof__(own) n = (int)sizeof(own);
    say("%c %s %d %zu\n", k, v.text, n + (int)sizeof k, sizeof(__typeof__(b)));
    for (size_t i = 0; i < COUNT(b); i++)
        say("%s", (await b[i]).text);
    say("%d\n", await own);
}
// flags: -Wno-pedantic
// expect: 1 120 40 3
// expect: c struct 5 120
// expect: xyz4
// elision: same
