// RUN: %matrix %s
// view: each
// Attributes that are about the code of a function, its symbol or its calls, and some that mean nothing where they
// stand: what only clang knows it alone sees in the output.
#include "../Inputs/waits.h"

#if defined(__clang__)
#define OF_CLANG(...) __attribute__((__VA_ARGS__))
#else
#define OF_CLANG(...)
#endif

async int local(int x) OF_CLANG(internal_linkage);
async int local(int x)
{
    return await get(x) + 1;
}
OF_CLANG(nomerge, nouwtable, btf_decl_tag("a \"tag\"")) async int tagged(int x)
{
    return await get(x) + 2;
}
static __attribute__((patchable_function_entry(0, 0))) async int patched(int x)
{
    return await get(x) + 3;
}
OF_CLANG(xray_always_instrument, xray_log_args(1)) async int traced(int x)
{
    return await get(x) + 4;
}
OF_CLANG(xray_never_instrument, suppress("all")) static async int not_traced(int x)
{
    return await get(x) + 5;
}
OF_CLANG(availability(macos, introduced = 10.4)) async int available(int x);
async int available(int x)
{
    return await get(x) + 6;
}
OF_CLANG(abi_tag("a"), min_vector_width(128)) async int of_others(int x)
{
    return await get(x) + 7;
}
static inline __attribute__((gnu_inline)) async int inlined(int x)
{
    return await get(x) + 8;
}
static async void test(void)
{
    say("%d %d %d %d\n", await local(0), await tagged(0), await patched(0), await traced(0));
    say("%d %d %d %d\n", await not_traced(0), await available(0), await of_others(0), await inlined(0));
}
// expect: 1 2 3 4
// expect: 5 6 7 8
// elision: same
