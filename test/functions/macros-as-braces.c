// RUN: %matrix %s
// Heads, braces and ends of functions that are macros, in async functions and in ordinary ones. (The last character of an
// ordinary function was taken for its brace, though it was that of the macro's name.)
#include "../Inputs/waits.h"

#define BEGIN {
#define END }
#define END_WITH(x) return x; }
#define HANDLER(name) static async int handle_##name(int x)
#define PLAIN(name) static int plain_##name(int x)
#define BODY(n) { return await get(n) + n; }

PLAIN(one) BEGIN return x + 1; END
PLAIN(two)
BEGIN
    int y = 0;
    if (x) BEGIN
        y = async_run(get(x));
    END
    return y + 2;
END
PLAIN(three) { x += 3; END_WITH(x)
HANDLER(one) BEGIN x += await get(1); return x; END
HANDLER(two) BODY(2)
HANDLER(three) { x += await get(3); END_WITH(x)

static async void test(void)
BEGIN
    say("%d %d %d ", plain_one(1), plain_two(2), plain_three(3));
    say("%d %d %d\n", await handle_one(1), await handle_two(2), await handle_three(3));
END
// flags: -Wno-unused-parameter
// expect: 2 4 6 2 4 6
// elision: same
