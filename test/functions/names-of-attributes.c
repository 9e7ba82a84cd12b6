// RUN: %matrix --all %s
// view: each
// elision: same
// Macros named like attributes, as headers for several compilers have them: ours are spelled with underscores. Those
// that only clang knows, for the source may have asked which compiler it is.
#include "../Inputs/waits.h"

#define always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define unused __attribute__((__unused__))
#define cold __attribute__((cold))
#define hot __attribute__((hot))
#if defined(__clang__)
#define slow __attribute__((optnone, __noinline__, disable_sanitizer_instrumentation))
#else
#define slow
#endif
#define cleanup(f) __attribute__((__cleanup__(f)))
#define may_alias __attribute__((__may_alias__))
#define tls_model 1
#define annotate 2
#define weak __attribute__((__weak__))

static always_inline int doubled(int x)
{
    return 2 * x;
}

static void leave(const int *p)
{
    say("left %d", *p);
}

static noinline async int far(int x)
{
    unused int nothing = await get(1), other;
    cleanup(leave) int kept = x;
    await get(1);
    return doubled(kept);
}

static cold unused async int rare(int x)
{
    return await far(x) + 1;
}

static hot async int fast(int x)
{
    return await get(x);
}

static slow async int late(int x)
{
    return await fast(x);
}

weak async int soft(int x);
weak async int soft(int x)
{
    int *p = &x;
    await get(1);
    return *p;
}

static async void test(void)
{
    int value = await far(3) + await soft(4) + await late(5);
    say(" %d\n", value);
    async_task *task = async_spawn(rare(5));
    await async_join(task);
    say("\n");
}
// expect: left 3 15
// expect: left 5
