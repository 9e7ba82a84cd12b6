// #if in the heads and prototypes of async functions, in calls that start coroutines, and in the arguments of macros
// that have to be written out; groups that begin in a function and end in another; directives after comments, written
// %:, and with comments of several lines.
// (Without asyncc gcc's -Wpedantic does not want directives in a macro's arguments.)
// clang-format off
//
// RUN: %matrix --all %s
// RUN: %asyncc %s -- %inc | FileCheck %s
//
// CHECK: around an ordinary prototype
// CHECK: {{^#ifdef B}}
#include "../Inputs/waits.h"

#define A 1
#define B 0

static async int prototype(int a
#if A
  , int b
#endif
  );
static async int one(int a)
#if B
  ;
#else
  , two(int a
#ifdef A
  , int b)
#endif
#endif
  ;
#if B
static async int three(int a)
#else
static async int three(int a, int b)
#endif
  ;

/* around an ordinary prototype it stays */
static int
#ifdef B
ordinary(int a);
#else
ordinary(void);
#endif

static int ordinary(int a)
{
    return a;
}

static async int prototype(int a
#if A
  , int b
# if B
  , int c
# endif
#else
  , long b
#endif
  )
{
    a += await get(1);
    return a * 10 + b;
}

#if A
static async int one(int a)
#else
static async int one(int a, int b)
#endif
{
    a += await get(1);
    return a;
}

#if B
static async int two(int a) {
#else
static async int two(int a, int b) {
#endif
    a += await get(b);
    return a
#if A
      + 1
#endif
      ;
}

#ifdef NOPE
static
int three(int a
#else
static async int three(int a, int b
#endif
) {
    a += await one(a) - a;
#if B
    return a; }
#else
    return a + b; }
#endif

static inline async int inlined(int a
#if B
) {
    return await get(a);
#else
    , int b) {
    return await get(a + b);
#endif
}

static async int quick(int a)
{
    return a
#if A
      + 1
#endif
    ;
}

static async int old(a
#if A
    , b
#endif
    )
    int a;
#if A
    int b;
#else
    long b;
#endif
{
    a += await get(b);
    return a;
}

#define SHOW(x) say("%d %d\n", p, (x))
#define SEE(x) (*(x) += 1)
static async int arguments(int n)
{
    int p = 1;
    SEE(&p);
    await get(0);
    SHOW(n
#if A
      + 4
#else
      + 5
#endif
    );
    await get(0);
    return p;
}

#define TRY(x) do { if (x) return 1; } while (0)
#define WHEN(x) if (await get(x)) say("when %d\n", (x))
static async int try(int n)
{
    TRY(n == 1
#if A
      || n == 2
#endif
    );
    WHEN(n
/* c */ #if A
        + 1
/* d
 */ #endif
    );
    await get(0);
    return 0;
}

static async int comments(int n)
{
    n += await get(1)
/* c */ #if A
      + 10
    /* d
     */ /* e */ # /* f */ elif /* g
 */ 1
      + 20
#endif //
      ;
    n += await get(1)
%:if A /* its
    own
  */ + 0
      + 100
%: /* don't */ else /* nothing
*/
      + 200
%:endif
      ;
    n += await get(1)
#if '"' /* " */ && '\'' != 0 //*
      + 1000
#else
#error "/*"
#endif
      ;
    n += await get(1)
#if A
# if 0
      + 5
# endif
      + 100000
#endif
      ;
    do
#if A
    {
        n++;
#else
    {
        n--;
#endif
    } while (await get(n) < 0);
    for (int i = 0;
#if A
         i < 2
#else
         i < 3
#endif
         ; i++) {
        int *p = &i;
        await get(*p);
        n += 10000;
    }
    return n;
}

static int started;
__attribute__((constructor)) static void starts(void)
{
    started = async_run(two(1
#if A
        , 2
#else
        , 3
#endif
    ));
}

static async int spawns(void)
{
    async_task *t;
    t = async_spawn(two(1,
#if A
        3
#else
        2
#endif
    ));
    return await async_join(t);
}

static async void test(void)
{
    say("%d %d %d %d\n", await prototype(1, 2), await one(3), await two(4, 5), await three(6, 7));
    say("%d %d %d\n", await quick(1), await old(1, 2), await arguments(8));
    say("%d %d %d\n", await try(2), await try(3), await inlined(1, 2));
    say("%d\n", await comments(0));
    say("%d %d %d\n", ordinary(1), started, await spawns());
}
// expect: 22 4 10 14
// expect: 2 12
// expect: 2 3 2
// expect: when 4
// expect: 1 0 3
// expect: 121115
// expect: 1 4 0
// elision: no
