// RUN: %matrix %s
// elision: same
// flags: -Wno-error -w
// Strings in macros that are written out, with bytes that compilers do not print in their messages: a letter of Latin-1,
// a private character, a control character, a byte order mark; and text that looks like what they print instead.
#include "../Inputs/waits.h"

#define SHOW(x, s) show((x), s, (int)sizeof s, #s)
#define LATIN(x) SHOW(x, "café  <E9> <U+E0B0>")
#define CHARACTER(x) say("%d\n", (x) + 'é' + (int)L'î‚°')

static void show(int x, const char *text, int size, const char *written)
{
    say("%d %d", x, size);
    for (const char *at = text; *at; at++)
        say(" %02x", (unsigned)(unsigned char)*at);
    say(" %d\n", (int)strlen(written));
}

static async void test(void)
{
    SHOW(await get(1), "café");
    SHOW(await get(2), "î‚°ï»¿");
    SHOW(await get(3), "	 Ã© â‚¬");
    SHOW(await get(4), "<E9> <U+E0B0>");
    LATIN(await get(5));
    CHARACTER(await get(6));
}
// expect: 1 5 63 61 66 e9 6
// expect: 2 7 ee 82 b0 ef bb bf 8
// expect: 3 11 7f 01 09 20 c3 a9 20 e2 82 ac 12
// expect: 4 14 3c 45 39 3e 20 3c 55 2b 45 30 42 30 3e 15
// expect: 5 21 63 61 66 e9 20 01 20 3c 45 39 3e 20 3c 55 2b 45 30 42 30 3e 22
// expect: 57503
