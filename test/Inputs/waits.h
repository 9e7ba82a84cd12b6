/* waits.h: calls that wait in every way, and a main that runs a test in each of them.
 *
 * A test defines test(), which prints with say(). It is run once in each mode: where nothing waits, where everything
 * does, where every other call does, and so on. What it prints must not depend on that. So the fast and the slow path of
 * each await are run, and the frame is taken at the first await one time and in the middle another. The text is
 * printed once; where a mode's text is another one, it is printed as well.
 *
 * A test that is not found by the serial elision alone may say so: WAITS_OWN_MAIN leaves main to it.
 */
#ifndef WAITS_H
#define WAITS_H

#include <asyncc.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NEVER, ALWAYS, EVERY_OTHER, EVERY_THIRD, SOMETIMES, SLEEPING, WITH_NOISE, MODES };

static int waits_mode;
static unsigned waits_calls;
static char waits_text[MODES][10000];
static size_t waits_length;
static int waits_done;

__attribute__((format(printf, 1, 2))) static inline void say(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    waits_length += (size_t)vsnprintf(waits_text[waits_mode] + waits_length,
                                      sizeof waits_text[waits_mode] - waits_length, format, list);
    va_end(list);
}

/* What stood in the stack is gone after this: a local that is not saved, and is right by luck, is wrong then. */
__attribute__((noinline)) static void spoil_stack(void)
{
    volatile unsigned char room[2000];
    for (size_t i = 0; i < sizeof room; i++)
        room[i] = 0xa5;
}

static inline int waits_now(void)
{
    waits_calls++;
    switch (waits_mode) {
    case NEVER:
        return 0;
    case EVERY_OTHER:
        return waits_calls % 2;
    case EVERY_THIRD:
        return waits_calls % 3 == 0;
    case SOMETIMES:
        return (waits_calls * 2654435761u >> 16) % 5 < 2;
    default:
        return 1;
    }
}

/* Gives x, having waited or not. */
static inline async int get(int x)
{
    if (waits_now()) {
        if (waits_mode == SLEEPING)
            await async_sleep(0);
        else
            await async_yield();
        spoil_stack();
    }
    return x;
}

/* The same, with a trace when it begins. */
static inline async int see(int x)
{
    say("<%d>", x);
    return await get(x);
}

/* The same for other types. */
static inline async void *get_pointer(void *x)
{
    await get(0);
    return x;
}
static inline async double get_double(double x)
{
    await get(0);
    return x;
}
static inline async void rest(void)
{
    await get(0);
}

#ifndef WAITS_OWN_MAIN
static async void test(void);

/* Takes and leaves frames of all sizes, with nonsense in them. */
static async long noise_deep(long a, long b, long c, int depth)
{
    long d = ~a, e = ~b, f = ~c;
    await async_yield();
    spoil_stack();
    if (depth)
        a += await noise_deep(d, e, f, depth - 1);
    return a ^ b ^ c ^ d ^ e ^ f;
}
static async void noise(void)
{
    while (!waits_done) {
        await noise_deep(-1, -1, -1, 3);
        char much[200];
        memset(much, 0x5a, sizeof much);
        await async_yield();
        memset(much, 0xa5, sizeof much);
    }
}
static async void test_to_its_end(void)
{
    await test();
    waits_done = 1;
}

async int main(void)
{
    for (waits_mode = 0; waits_mode < MODES; waits_mode++) {
        waits_calls = 0;
        waits_length = 0;
        waits_done = 0;
        if (waits_mode == WITH_NOISE)
            await async_gather(test_to_its_end(), noise());
        else
            await test();
        if (waits_mode && strcmp(waits_text[0], waits_text[waits_mode]))
            printf("mode %d differs:\n%s", waits_mode, waits_text[waits_mode]);
    }
    printf("%s", waits_text[0]);
    return 0;
}
#endif
#endif
