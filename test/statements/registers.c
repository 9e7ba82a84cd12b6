// RUN: %matrix --all %s
// elision: same
// Locals that have a register of their own (as arguments of a system call have) keep it, also where their declaration is
// written anew: for an await in the initialiser, a value lest compilers warn, another name.
#include "../Inputs/waits.h"

#if defined(__x86_64__)
#define PLACE "r12"
#define READ "mov %%r12, %0"
#elif defined(__i386__)
#define PLACE "esi"
#define READ "mov %%esi, %0"
#elif defined(__aarch64__)
#define PLACE "x21"
#define READ "mov %0, x21"
#else
#define PLACE
#endif

#if defined(READ)
#define IN_PLACE(name) register long name __asm__(PLACE)
#define LOOK(out, in) __asm__ volatile(READ : "=r"(out) : "r"(in))
#else
#define IN_PLACE(name) long name
#define LOOK(out, in) (out = in)
#endif

static async long awaited(int n)
{
    IN_PLACE(place) = await get(n);
    long out;
    LOOK(out, place);
    return out;
}

static async long unset(int n)
{
    IN_PLACE(place);
    long out = 0;
    if (n)
        place = n;
    if (n)
        LOOK(out, place);
    long before = out * 10 + await get(1);
    if (n)
        LOOK(out, place);
    return before + out;
}

static async long renamed(int place)
{
    long out;
    await get(place);
    {
        IN_PLACE(place) = 50;
        await get(1);
        LOOK(out, place);
    }
    return out + place;
}

static async long twice(void)
{
    long first = await get(3), out;
    {
        IN_PLACE(place) = first + await get(1), other = await get(2);
        LOOK(out, place);
        out += other;
    }
    return out;
}

static async void test(void)
{
    say("%ld %ld\n", await awaited(7), await unset(8));
    say("%ld %ld\n", await renamed(6), await twice());
}
// expect: 7 89
// expect: 56 6
