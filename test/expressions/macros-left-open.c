// RUN: %matrix %s
//
// Macros that end before the arguments of another macro in them: the arguments come, or end, behind the invocation.
#include <asyncc.h>
#include <stdio.h>

static async int get(int x)
{
    await async_yield();
    return x;
}

// clang-format off
#define say(...) printf(__VA_ARGS__)
#define ADD(a, b) ((a) + (b))
#define TRACE say("trace %d\n",
#define LOG(x) say("log " #x " \"%d\"\n",
#define LOG_ALL(x, ...) say("log " #x "%d%s\n" , x, # __VA_ARGS__); say("%d\n",
#define THEN_SAY ; say("%d\n", 2
#define INNER &x) : 0; say
#define PLUS_ONE ADD(1,
#define OPEN ADD(
#define COMBINE + ADD(1, ADD
#define IF_ADD if (ADD(1,
#define WHILE_ADD while (ADD(0,
#define IS_NULL p) == NULL && !(p < (int *) NULL
#define scoped(n) int x __attribute__((cleanup(done))) = n
#define BODY { scoped(
// clang-format on

static async void done(int *p)
{
    await async_yield();
    printf("done %d\n", *p);
}

static async int *same(int *p)
{
    await async_yield();
    return p;
}

static async int at(int *p)
{
    await async_yield();
    return *p;
}

// clang-format off
static async int in_body(int n) BODY n + 1); await get(1); return n + x; }

async int main(void)
{
    int n = 0, x = 8;
    n += PLUS_ONE await get(1));
    n += PLUS_ONE 2);
    n += OPEN await get(3), 4);
    n += 1 COMBINE(1, await get(3)));
    n += 1 COMBINE(1, 4));
    IF_ADD await get(2)) == 3) n += 100;
    IF_ADD 2) == 3) n += await get(1000);
    WHILE_ADD await get(n < 1107)) && n < 5000) n += 1000;
    for (int i = PLUS_ONE await get(0)); OPEN i, await get(-3)) < 0; i = PLUS_ONE i)) n++;
    TRACE await get(n));
    say("%d\n", await get(1)) THEN_SAY);
    TRACE 3);
    LOG("a\n" 'b' n + n) await get(n));
    LOG_ALL(n, await   get("x"), 'y'/* c */,n+ +1) await get(n));
    n = n ? await at(INNER("%d\n", await get(4)); say("%d\n", await get(n));
    n = n ? await at(INNER("%d\n", n);
    int *p = NULL;
    printf("%d\n", await same(IS_NULL) && await same(IS_NULL));
    return await in_body(OPEN 2, n)) - 21;
}
// clang-format on
// elision: same
// expect: trace 1127
// expect: 1
// expect: 2
// expect: trace 3
// expect: log "a\n" 'b' n + n "1127"
// expect: log n1127await get("x"), 'y' ,n+ +1
// expect: 1127
// expect: 4
// expect: 8
// expect: 8
// expect: 1
// expect: done 11
