// RUN: %matrix --all %s
// Awaits and async functions behind macros; macros around them; conditional compilation.
#include <asyncc.h>
#include <assert.h>
#include <stdio.h>

#define TASK static async int
#define WAIT_FOR(call) (await call)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define TRY(out, call)                                                                                                 \
    do {                                                                                                               \
        int result_ = await call;                                                                                      \
        if (result_ < 0)                                                                                               \
            return result_;                                                                                            \
        (out) = result_;                                                                                               \
    } while (0)
#define FOR_EACH(i, n) for (int i = 0; i < (n); i++)
#define STRING_(x) #x
#define STRING(x) STRING_(x)
#define NOTHING

TASK positive(int x)
{
    await async_yield();
    return x < 0 ? -7 : x;
}

#ifdef __GNUC__
#define UNUSED __attribute__((unused))
#else
#define UNUSED
#endif

TASK sum(int a, int b UNUSED)
{
    int x, y;
    TRY(x, positive(a));
    TRY(y, positive(b));
    return x + y NOTHING;
}

TASK largest(int n)
{
    int best = 0;
    FOR_EACH(i, n)
    {
        int x = WAIT_FOR(positive(i * (n - i)));
        best = MAX(best, x);
        assert(await positive(x) == x && "the same");
    }
    return best;
}

_Async int long_names(int x)
{
#if 1
    return _Await positive(x) + __LINE__ - __LINE__;
#else
    this is not C;
#endif
}

async int main(void)
{
    printf("%d %d\n", await sum(1, 2), await sum(1, -2));
    printf("%d\n", await largest(6));
    printf("%d %s\n", await long_names(5), STRING(await positive));
    return MAX(await positive(0), 0);
}
// expect: 3 -7
// expect: 9
// expect: 5 __extension__ positive
// elision: same
