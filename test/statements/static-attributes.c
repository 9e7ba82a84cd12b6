// RUN: %matrix %s
// A static local whose declaration is written anew, since it is renamed or stands beside something that is, keeps its
// section, alignment, thread and whatever else its attributes say.
#include "../Inputs/waits.h"
#include <stdint.h>

#define IN(name) __attribute__((section(name), used))
extern char __start_locals, __stop_locals;

static int inside(const void *p)
{
    return (uintptr_t)p >= (uintptr_t)&__start_locals && (uintptr_t)p < (uintptr_t)&__stop_locals;
}
static async int renamed(int n)
{
    int r = n;
    {
        static int n IN("loc" "als") = 10;
        r += n;
        await get(1);
        r += inside(&n) * 100;
        n++;
    }
    return r + n;
}
static async int beside(int n)
{
    int r = 0;
    {
        static IN("locals") int p = 1, n __attribute__((aligned(64))), q = 2;
        n = 5;
        await rest();
        r = inside(&p) + inside(&n) + inside(&q) + (int)((uintptr_t)&n % 64) + n + p + q;
    }
    return r * 10 + n;
}

static async void test(void)
{
    await renamed(1);
    say("%d %d\n", await renamed(1) >= 112, await beside(3));
}
// expect: 1 113
// elision: same
