// RUN: %asyncc %s -o %t.c -- -std=c11
// RUN: %clang -c %t.c -o %t.o
// clang does not warn of what is deprecated inside of what is deprecated itself, and neither may the output. (gcc does.)
#include <asyncc.h>

__attribute__((deprecated("say why"))) async int older(int x);
__attribute__((deprecated)) int plain(int x);

__attribute__((deprecated)) async int old(int x)
{
    await async_yield();
    return x > 3 ? plain(x) : await older(x) + await old(x + 1);
}
__attribute__((deprecated)) static async int never_waits(int x)
{
    return x > 3 ? plain(x) : __func__[0];
}
__attribute__((deprecated)) async int pinned(int x)
{
    int a[2] = {x, await old(x)}, *p = a;
    await async_yield();
    return *p + a[1] + await never_waits(x) + async_run(older(1));
}
