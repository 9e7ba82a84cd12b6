// RUN: %matrix --all %s
// Macros of every shape around awaits: that return, break, continue, goto, declare, open and close blocks; arguments
// that are stringised, pasted and evaluated at once; arguments of several lines; recursion through rescanning; macros
// that are redefined, undefined and pushed between two awaits; X-macros that make cases, labels and functions.
#include "../Inputs/waits.h"

#define STRING(x) #x
#define BOTH(x) say("%s=%d ", #x, (x))
#define CAT(a, b) a##b
#define CAT2(a, b) CAT(a, b)
#define RETURN_IF(c, value)                                                                                            \
    do {                                                                                                               \
        if (c)                                                                                                         \
            return value;                                                                                              \
    } while (0)
#define BREAK_IF(c) if (c) break
#define CONTINUE_IF(c) if (c) continue
#define GOTO_IF(c, label)                                                                                              \
    if (c)                                                                                                             \
    goto label
#define TAKE(type, name, value)                                                                                        \
    type name = (value);                                                                                               \
    type CAT(name, _twice) = name * 2
#define UNTIL(c) while (!(c))
#define LOOP(i, from, to) for (int i = (from), CAT(i, _end) = (to); i < CAT(i, _end); i++)
#define WITH(name, value) for (int name = (value), CAT(once_, name) = 1; CAT(once_, name); CAT(once_, name) = 0)
#define SUM3(a, b, c) ((a) + (b) + (c))
#define LIST(...) {__VA_ARGS__}
#define COUNT_(a, b, c, d, n, ...) n
#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1, 0)
#define LOG(level, ...) ((level) > 1 ? say(__VA_ARGS__) : (void)0)
#define get_it(x) get_it_plain((x) + 1) + await get(0)
#define get_it_plain(x) get_it_plain(2 * (x)) /* the function of its name */
#define CASES(X) X(1, 10) X(2, 20) X(3, 30)
#define AWAIT_ALL(X) X(one) X(two) X(three)
#define PARENTHESISED (await get(3))
#define DEFER(m) m
#define APPLY(m, args) m args
#define SEQUENCE(a, b) a; b
#define COMMA ,
#define MEMBER(s, m) (s).m
#define SELF self = self + 1
#define IF_ELSE(c, t, e)                                                                                               \
    if (c) {                                                                                                           \
        t;                                                                                                             \
    } else {                                                                                                           \
        e;                                                                                                             \
    }

static int(get_it_plain)(int x)
{
    return x;
}

#define FUNCTION(name) static async int name(int x) { int y = await get(x); await rest(); return y + (int)sizeof #name; }
AWAIT_ALL(FUNCTION)

static async int leave(int x)
{
    int kept = x * 100;
    RETURN_IF(await get(x) == 1, kept + 1);
    RETURN_IF(x == 2, kept + await get(2));
    RETURN_IF(await get(x) == 3 && await get(kept), await get(kept) + 3);
    await rest();
    return kept;
}

static async int jump(int n)
{
    int sum = 0;
    for (int i = 0;; i++) {
        CONTINUE_IF(await get(i) % 2);
        BREAK_IF(await get(i) > n);
        sum += i;
        GOTO_IF(await get(sum) > 20, far);
    }
    sum += await get(1000);
far:
    await rest();
    return sum;
}

static async int cases(int x)
{
    int r = 0;
    switch (await get(x)) {
#define X(n, value)                                                                                                    \
    case n:                                                                                                            \
        r += await get(value);                                                                                         \
        break;
        CASES(X)
#undef X
    default:
        r = await get(-1);
    }
#define X(n, value)                                                                                                    \
    if (x == n)                                                                                                        \
        goto label_##n;
    CASES(X)
#undef X
    return r;
#define X(n, value)                                                                                                    \
    label_##n : r = r * 10 + await get(n);
    CASES(X)
#undef X
    return r;
}

static async int unbraced(int x)
{
    if (x)
        IF_ELSE(await get(x) == 1, x += await get(10), x += await get(20))
    else
        SEQUENCE(x = await get(5), await rest());
    LOOP(i, await get(0), await get(3)) LOOP(j, i, 2) if (await get(j)) x += 100;
    UNTIL(await get(x) % 7 == 0) x += await get(1);
    WITH(a, await get(x)) WITH(b, a * 2) x += await get(b);
    return x;
}

static async void test(void)
{
    int a = 2, self = await get(1);
    BOTH(await get(3) + a);
    BOTH(SUM3(await get(a), await get(4), a));
    BOTH((await get(5), COUNT(await get(1), await get(2), 3)));
    say("\n%s|%s\n", STRING(await get ( 1 )	+ "a\n" '\0'), STRING());
    say("%d %d %d %d\n", await leave(0), await leave(1), await leave(2), await leave(3));
    say("%d %d\n", await jump(4), await jump(50));
    say("%d %d %d %d\n", await cases(1), await cases(2), await cases(3), await cases(4));
    say("%d %d %d\n", await unbraced(0), await unbraced(1), await unbraced(2));
    TAKE(int, taken, await get(7) + await get(a));
    TAKE(double, real, await get_double(0.5));
    await rest();
    say("%d %d %g %g\n", taken, taken_twice, real, real_twice);
    say("%d\n", SUM3(await get(1) +
                         await get(2),
                     await get(/* a comment, with , and ( */ 3), // another
                     SUM3(await get(4),
                          await get(5) , a)));
    int list[] = LIST(await get(1), await get(2), 3), more[] = LIST(await get(4) COMMA 5);
    await rest();
    say("%d %d\n", list[1] + list[2], more[0] + more[1]);
    LOG(await get(1), "never %d\n", await see(1));
    LOG(await get(2), "%d %s\n", await see(2), "logged");
    say("%d %d\n", get_it(8), DEFER(PARENTHESISED) + APPLY(SUM3, (await get(1), await get(2), await get(3))));
#define VALUE await get(1)
    a = VALUE;
#undef VALUE
#define VALUE (a + await get(10))
    a = VALUE;
#undef VALUE
#define VALUE a * await get(100)
    a = VALUE + 1;
#undef VALUE
    say("%d\n", a);
    SELF + await get(2);
    self += await get(1);
    self++;
    await rest();
    say("%d\n", self);
    struct { int m; } s = {await get(4)};
    MEMBER(s, m) += await get(MEMBER(s, m));
    say("%d\n", MEMBER(s, m));
    say("%d %d %d\n", await one(1), await CAT(t, wo)(2), await CAT2(thr, CAT(e, e))(3));
}
// expect: await get(3) + a=5 SUM3(await get(a), await get(4), a)=8 (await get(5), COUNT(await get(1), await get(2), 3))=3 
// expect: await get ( 1 ) + "a\n" '\0'|
// expect: 0 101 202 303
// expect: 1006 30
// expect: 10123 2023 303 -1
// expect: 630 651 672
// expect: 9 18 0.5 1
// expect: 17
// expect: 5 9
// expect: <2>2 logged
// expect: 18 9
// expect: 1101
// expect: 6
// expect: 8
// expect: 5 6 9
// elision: same
// flags: -Wno-unused-value -Wno-unknown-warning-option -Wno-misleading-indentation -Wno-dangling-else
