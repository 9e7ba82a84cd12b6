// RUN: %matrix %s
// Attributes on prototypes and definitions of async functions, in macros, in brackets, in a block: weak, section,
// visibility, used and the like have their effect on the function that others see, or on all that it becomes; those that
// only describe calls are left out. Nothing is warned of that the source is not.
#include "../Inputs/waits.h"
#include <stdarg.h>
#include <stdint.h>

#define WEAK __attribute__((weak))
#define SECTION(name) __attribute__((section(name)))

async int missing(int) WEAK;
async int also_missing(int x) __attribute__((__weak__, visibility("default")));
static async int never_called(int) __attribute__((unused));
static async int never_called(int x)
{
    return await get(x);
}
static async int code(int) __attribute__((noinline, cold)) SECTION("async_" "text");
static async int code(int x)
{
    return await get(x) + 1;
}
static async int no_wait(int) SECTION("async_text");
static async int no_wait(int x)
{
    return x + 2;
}
WEAK async int weak_here(int x)
{
    return await get(x) * 2;
}
__attribute__((visibility("hidden"), warn_unused_result, pure, noipa)) async int several(const int *p);
async int several(const int *p)
{
    return await get(*p) + 5;
}
static inline __attribute__((always_inline)) async int inlined(int x)
{
    return await get(x) + 6;
}
static async void prints(const char *format, va_list arguments) __attribute__((format(printf, 1, 0), nonnull(1)));
static async void prints(const char *format, va_list arguments)
{
    char text[40];
    vsnprintf(text, sizeof text, format, arguments);
    await rest();
    say("%s\n", text);
}
__attribute__((format(printf, 1, 2))) static void start(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    async_run(prints(format, arguments));
    va_end(arguments);
}
static async int kept(int x) __attribute__((used));
static async int kept(int x)
{
    await rest();
    return x;
}
static async int __attribute__((optimize("O1"), no_sanitize("undefined"))) built(int x);
static async __attribute__((__noinline__, __hot__)) int built(int x)
{
    await rest();
    return x + await get(8);
}
_Noreturn static async void stops(int x)
{
    for (;;)
        await get(x);
}
static async int until(int x)
{
    if (x > 1)
        return x;
    await stops(x);
}

extern char __start_async_text, __stop_async_text;

static async void test(void)
{
    async int in_a_block(int) WEAK;
    if (missing)
        say("%d\n", await missing(1));
    if (also_missing && in_a_block)
        say("%d\n", await also_missing(1) + await in_a_block(1));
    int x = 3;
    say("%d %d %d %d %d\n", await code(1), await no_wait(1), await weak_here(3), await several(&x), await inlined(2));
    say("%d %d\n", await built(1), await until(2));
    say("%d\n", &__stop_async_text > &__start_async_text);
    start("%d %s", 3, "arguments");
}
// flags: -Wno-unknown-attributes -Wno-ignored-attributes -Wformat=2
// expect: 2 3 6 8 8
// expect: 9 2
// expect: 1
// expect: 3 arguments
// elision: same
