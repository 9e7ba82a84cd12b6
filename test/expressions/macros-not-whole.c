// RUN: %matrix --all %s
// Macros whose tokens are no complete operand of the text around them: half operands, several operands, comma and ?: that
// go on outside, operators at either end, parts of several statements, brackets that another macro closes; in every
// position, before and after an await.
#include "../Inputs/waits.h"

#define COND y != 3 ? 5 : 6
#define SEL(c, a, b) c ? a : b
#define SUM y + 1
#define MINUS -1
#define NEGATED - y
#define ADD_Y + y
#define TIMES y *
#define M log_++, x
#define DBG debug &&
#define NOT !y ||
#define UNLESS(c) (c) ? 0 :
#define IFX y ?
#define EQ 0 || y ==
#define TRACE log_++,
#define OR_Y || y
#define AND_Y && y
#define THEN5 ? 5 : 6
#define ELSE6 : 6
#define LOG_TOO , log_++
#define TWO y, 2
#define ID(x) x
#define BOTH(a, b) a b
#define INNER SUM
#define OUTER INNER *
#define PICK(a, b, ...) b
#define OPEN (
#define CLOSE )
#define CLOSE_AND_OPEN * (2 + y) + one(
#define DOUBLE_OPEN OPEN OPEN
#define ENDS(x) x )
#define ARGUMENTS (y)
#define ARGUMENT_TWICE ((y))
#define INDEX1 [1]
#define INDEX_THEN 1] + v[
#define POINT o.
#define MEMBER_A .a
#define VIA p->
#define DEREF_P *p
#define FIELD(f) mask |= F_##f; o.f
#define STEP y++; x
#define BLOCK { y++; } x
#define ONCE do { y++; } while (0); x
#define CALLED trace(); x
#define DECLARED y++; int z
#define FINISH ; y++
#define CASE_3 break; case 3: x
#define BREAK_1 ID(break;)
#define BREAK_2 BREAK_1
#define ELSE_LOG else log_++, x
#define IF_LOG if (log_++, y)
#define FOR_HEAD int i = 0; i < 3
#define NOTHING
#define SEMICOLON ;
#define FOR_LAST 3; i++
#define RETURN_SUM return y +
#define LIST_REST 2, 3
#define DESIGNATED .b = 2, .a
#define CAST_INT (int)
#define CAST_Y (int)y
#define SIZE sizeof y
#define STRINGS "a" "b"
#define STRING_COMMA "%d %d\n", y
#define QUALIFIED const int
#define NAMED int named
#define STAR_NAMED_2 named_2
#define THEN_BLOCK(x) x) {
#define STEP_AND(x) ++) x;
#define END_HEAD(x) && 1) x;
#define UNLESS_BLOCK(x) if (!(x)) {
#define PLUS_AND(a, b) + a * b - b
#define BEGIN_WITH(x) x++; if (x)
#define ALSO(x) + x; x
#define ITEM(i, v) i] + v[
#define BOOLEAN !!

enum { F_a = 1, F_b = 2 };
struct pair {
    int a, b;
};
static int log_, debug = 1;

static int trace(void)
{
    return log_++;
}

static int one(int x)
{
    return x + 100;
}

static int two(int x, int y)
{
    return x * 10 + y;
}

static async int add(int x, int y)
{
    return await get(x) + y;
}

static async int half_operands(int y)
{
    int r = 2 * COND + await get(1);
    int n = SEL(y, 2, 3) + await get(1);
    say("%d %d ", r, n);
    r = 2 * SUM + await get(1);
    n = await get(3) * SUM;
    say("%d %d ", r, n);
    r = await get(3) MINUS;
    n = await get(3) * MINUS;
    say("%d %d ", r, n);
    r = await get(3) NEGATED + await get(4);
    n = (await get(3), NEGATED);
    say("%d %d ", r, n);
    r = TIMES await get(4) + TIMES await get(5);
    n = await get(3) * TIMES y + await get(1);
    say("%d %d ", r, n);
    r = 2 ADD_Y * await get(4);
    n = await get(3) ADD_Y * 2 ADD_Y;
    say("%d %d\n", r, n);
    return r + n + await get(2) * OUTER await get(3);
}

static async int sequences(int y)
{
    int x = 1;
    M = await get(2);
    say("%d %d ", x, log_);
    M += await get(3);
    int n = (M) + await get(3);
    say("%d %d %d ", x, n, log_);
    if (M = await get(0))
        say("never");
    for (M = await get(0); M < await get(3); M += await get(1))
        say("%d,", x);
    int v[4] = {10, 20, 30, 40};
    n = v[M = await get(1)] + v[await get(2), M];
    say("%d %d ", n, log_);
    n = (TRACE await get(5)) + (TRACE TRACE await get(6));
    if (TRACE await get(2))
        say("%d %d ", n, log_);
    n = one((await get(1) LOG_TOO));
    say("%d %d ", n, log_);
    n = await add(TWO + await get(1)) + two(TWO > 2) + two(TWO + await get(7));
    say("%d\n", n);
    return n + y;
}

static async int logical(int y)
{
    int n = 0;
    if (DBG await get(1))
        n += 7;
    if (NOT await get(0))
        n += 10;
    n += UNLESS(y) await get(4);
    n += IFX await get(5) : await get(6);
    n += EQ await get(1);
    n += await get(0) OR_Y;
    n += (await get(3) AND_Y) + (y AND_Y && await get(2));
    n += y OR_Y && await get(0);
    n += await get(0) THEN5;
    n += y THEN5 + await get(1);
    n += await get(1) ? await get(2) ELSE6 + await get(3);
    while (DBG await get(n) < 80)
        n += DBG NOT await get(1) AND_Y + 1;
    do
        n += DBG y;
    while (DBG await get(n) < 90 AND_Y);
    for (int i = 0; DBG await get(i) < 3; i += DBG await get(1))
        n += DBG await get(1);
    switch (UNLESS(!y) await get(2)) {
    case 0:
        n += 1000;
    }
    BOOLEAN await get(3) ? n++ : n--;
    return n;
}

static async int brackets(int y)
{
    int x = one OPEN await get(1) CLOSE + (one OPEN await get(2) CLOSE) CLOSE_AND_OPEN (await get(3) + 1));
    if OPEN await get(y) CLOSE x++;
    x += await get(ENDS(y);
    await get(ENDS(x);
    while OPEN x > 100 && await get(1) && DOUBLE_OPEN x CLOSE > 200 CLOSE CLOSE x -= 10;
    return x;
}

static async int postfixes(int y)
{
    int v[3] = {1, 2, 3}, *p = &v[2], n;
    struct pair o = {7, 8}, *q = &o;
    n = one ARGUMENTS + await get(1);
    n += one ARGUMENT_TWICE + await get(1);
    n += (one) ARGUMENTS + await get(1);
    n += v INDEX1 + await get(1) + v INDEX1;
    n += v[INDEX_THEN await get(0)] + v[await get(1) - INDEX_THEN 2];
    n += POINT a + await get(1) + POINT b;
    n += o MEMBER_A + await get(1) + o MEMBER_A;
    o MEMBER_A = await get(5);
    POINT b += await get(6);
    DEREF_P += await get(7);
    n += DEREF_P + DEREF_P * await get(2);
    n += CAST_INT 2.5 + await get(1) + CAST_INT await get_double(3.7);
    n += CAST_Y + await get(1) + CAST_Y;
    n += (int)SIZE + await get(1) + (int)SIZE;
    return n + q->a + o.b + v[2];
}

static async int statements(int y)
{
    struct pair o = {0, 0};
    int mask = 0, x = 0;
    FIELD(a) = await get(5);
    FIELD(b) = 7;
    say("%d %d %d ", mask, o.a, o.b);
    STEP = await get(3);
    BLOCK += await get(4);
    ONCE += await get(5);
    CALLED += await get(6);
    DECLARED = await get(7);
    if (z)
        x += await get(8) FINISH;
    say("%d %d %d ", x, y, z);
    switch (await get(2)) {
    case 2:
        x++;
        CASE_3 += await get(10);
    }
    switch (await get(9)) {
    case 8:
        x = 0;
        BREAK_2
    default:
        BREAK_2
    }
    if (!await get(1))
        x = 0;
    ELSE_LOG += await get(11);
    IF_LOG x += await get(12);
    for (FOR_HEAD; i += await get(1))
        x += i;
    for (int i = await get(0); i < FOR_LAST)
        x += i;
    while (await get(x) > 120)
        x -= 60 NOTHING;
    do
        x += 1 SEMICOLON
    while (await get(x) % 5) NOTHING SEMICOLON
    say("%d %d %d\n", x, y, log_);
    int v[4] = {await get(1), LIST_REST, await get(4)};
    struct pair q = {DESIGNATED = await get(3)};
    const char *text = await get(1) ? STRINGS "c" : "d";
    QUALIFIED kept = await get(9);
    NAMED = await get(10), STAR_NAMED_2 = await get(11);
    await rest();
    say(STRING_COMMA, await get(12));
    RETURN_SUM v[1] + v[2] + v[3] + q.a + q.b + (int)strlen(text) + kept + named + named_2;
}

/* Names that live in the frame in the arguments of such macros, where nothing else is rewritten. */
static async int names(void)
{
    int z = 3, w = 4, *keep = &z, *keep_too = &w, v[2] = {1, 2};
    await rest();
    int n = 1 PLUS_AND(z, w) MINUS;
    if (z != THEN_BLOCK(w + 1)
        n += 1000;
    }
    UNLESS_BLOCK(z)
        n += 100;
    }
    for (int i = 0; i < 3; i STEP_AND(n++)
    while (w < 6 END_HEAD(w++)
    BEGIN_WITH(z) w = 5;
    n += one(z) ALSO(w)++;
    v[1] = v[ITEM(z - 3, v) 1] + 7;
    await rest();
    return n + *keep + *keep_too + v[0] * 100 + v[1];
}

static async void test(void)
{
    log_ = 0;
    say("%d\n", await half_operands(await get(0)));
    say("%d\n", await half_operands(3));
    say("%d\n", await sequences(2));
    say("%d ", await logical(0));
    say("%d\n", await logical(1));
    say("%d\n", await brackets(1));
    say("%d ", await postfixes(1));
    say("%d\n", await statements(1));
    say("%d\n", await names());
}

// expect: 5 4 2 1 2 -3 7 0 0 1 2 3
// expect: 8
// expect: 5 2 8 10 2 -3 4 -3 27 28 14 12
// expect: 35
// expect: 2 1 5 8 3 0,1,2,40 14 11 18 118 19 54
// expect: 56
// expect: 1084 94
// expect: 193
// expect: 426 3 5 7 26 6 7 60 6 22
// expect: 6 12
// expect: 53
// expect: 1241
// elision: same
// flags: -Wno-async-lost-update -Wno-unknown-warning-option -Wno-unused-value -Wno-misleading-indentation -Wno-sequence-point -Wno-unsequenced -Wno-parentheses -Wno-logical-op-parentheses
