// RUN: %matrix --all %s
// elision: same
// Pointers to functions with a calling convention of their own: saved across awaits, computed before one, in arrays.
#include "../Inputs/waits.h"

#if defined(__x86_64__)
#define CONVENTION __attribute__((ms_abi))
#elif defined(__i386__)
#define CONVENTION __attribute__((stdcall))
#else
#define CONVENTION
#endif

typedef CONVENTION int named(int, int);
struct table {
    named *one;
    int(CONVENTION *two[2])(int, int);
};

static CONVENTION int combine(int a, int b)
{
    return a * 10 + b;
}
static CONVENTION int (*global)(int, int) = combine;
static named *pick(void)
{
    return combine;
}
static int(CONVENTION *choose(void))(int, int)
{
    return combine;
}

static async void test(void)
{
    struct table table = {combine, {combine, combine}};
    CONVENTION int (*local)(int, int) = combine;
    int(CONVENTION * many[2])(int, int) = {combine, combine};
    int(CONVENTION * *pointer)(int, int) = many;
    int x = global(1, await get(2)) + pick()(1, await get(2)) + choose()(3, await get(4));
    x += table.two[await get(1)](5, 6) + table.one(await get(1), 1);
    say("%d %d %d\n", x, pointer[1](await get(7), 8), local(await get(3), 4));
}
// expect: 125 78 34
