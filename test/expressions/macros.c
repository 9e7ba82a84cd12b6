// RUN: %matrix %s
// Awaits in macros: in their bodies, in their arguments, in arguments used twice or not at all, nested, variadic, pasted,
// stringised, in macros of several statements, in function definitions made by macros; assert; locals named in macros.
#include "../Inputs/waits.h"
#include <assert.h>

#define GET(x) await get(x)
#define GET_TWICE(x) (GET(x) + GET(x))
#define TWICE(x) ((x) + (x))
#define NONE(x) 0
#define FIRST(x, ...) (x)
#define REST(x, ...) __VA_ARGS__
#define CALL(f, ...) await f(__VA_ARGS__)
#define PASTE(a, b) a##b
#define NAME(x) #x
#define EXPAND(x) x
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SWAP_LATER(a, b)                                                                                               \
    do {                                                                                                               \
        int swap_ = await get(a);                                                                                      \
        (a) = await get(b);                                                                                            \
        (b) = swap_;                                                                                                   \
    } while (0)
#define FOR(i, n) for (int i = 0; i < await get(n); i++)
#define UNLESS(c) if (!(c))
#define OBJECT await get(41) + 1
#define EMPTY
#define WAIT await
#define WAIT_TYPE get
#define SEMICOLON ;
#define OPEN {
#define CLOSE }
#define DECLARE(type, name, value) type name = (value)
#define LOCAL kept

#define DEFINE(name, op)                                                                                               \
    static async int name(int a, int b)                                                                                \
    {                                                                                                                  \
        int r = await get(a) op await get(b);                                                                          \
        await rest();                                                                                                  \
        return r;                                                                                                      \
    }
DEFINE(add, +)
DEFINE(sub, -)
DEFINE(shift, <<)

#define FIELDS(X) X(a) X(b) X(c)
struct fields {
#define X(name) int name;
    FIELDS(X)
#undef X
};

static int count;
static int tick(void)
{
    return ++count;
}

static async void test(void)
{
    count = 0;
    say("%d %d\n", GET(1), GET_TWICE(2));
    say("%d\n", TWICE(await get(tick())));
    say("%d %d\n", NONE(await get(tick())), count);
    say("%d %d\n", FIRST(await get(3), await get(tick())), count);
    say("%d %d\n", REST(await get(tick()), await get(4), await get(5)));
    say("%d\n", CALL(add, 6, GET(7)));
    say("%d %d\n", WAIT PASTE(ge, t)(8), await WAIT_TYPE(9));
    say("%s\n", NAME(await get(9)));
    say("%d\n", MAX(await get(10), MAX(GET(11), 9)));
    say("%d\n", OBJECT);
    int a = 1, b = 2, kept = 5;
    SWAP_LATER(a, b);
    say("%d %d\n", a, b);
    FOR(i, 3) say("%d ", GET(i));
    UNLESS(GET(0)) say("unless\n");
    if (GET(1)) OPEN
        int inner = GET(12);
        await rest();
        say("%d\n", inner);
    CLOSE
    DECLARE(int, made, GET(13));
    await rest() SEMICOLON
    LOCAL += GET(LOCAL);
    say("%d %d\n", made, EXPAND(LOCAL) EMPTY);
    say("%d %d %d\n", CALL(EXPAND(add), 1, 2), await sub(5, 3), await EXPAND(shift)(1, 4));
    struct fields f = {0};
#define X(name) f.name = await get(tick());
    FIELDS(X)
#undef X
    say("%d %d %d\n", f.a, f.b, f.c);
    assert(await get(1) == 1 && "text");
    int *p = &kept;
    await rest();
#define PINNED (*p + kept)
    say("%d %d\n", PINNED, TWICE(kept) + GET(0));
#ifdef NEVER
    await never(at all);
#elif 1
    a = await get(14);
#else
    this is not C
#endif
#pragma GCC diagnostic push
    say("%d\n", a + __LINE__ - __LINE__);
#pragma GCC diagnostic pop
    say("%s\n", __func__);
}
// expect: 1 4
// expect: 3
// expect: 0 2
// expect: 3 2
// expect: 4 5
// expect: 13
// expect: 8 9
// expect: await get(9)
// expect: 11
// expect: 42
// expect: 2 1
// expect: 0 1 2 unless
// expect: 12
// expect: 13 10
// expect: 3 2 16
// expect: 3 4 5
// expect: 20 20
// expect: 14
// expect: test
// elision: same
