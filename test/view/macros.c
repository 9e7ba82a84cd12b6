// Macros that conditionals define: the definition is the one that the compiler sees.
// view: each
// RUN: %matrix %s
#include "Inputs/choice.h"
#include <asyncc.h>
#include <stdio.h>

async static int get(int x)
{
    await async_yield();
    return x;
}

#if __GNUC__ >= 7
#define STEP(k) (k)
#else
#define STEP(k) 25
#endif

#ifdef __clang__
#define FETCH(x) (await get(x) + 1)
#else
#define FETCH(x) (await get(x) + 2)
#endif

async static int step(int n)
{
    int k = n * 5;
    (void)k;
    await async_yield();
    return STEP(k);
}

async static int in_header(int n)
{
    int k = n * 7;
    (void)k;
    await async_yield();
    int sum = KEPT(k);
    sum += WAITS(get(k));
    return sum + (int)sizeof(struct chosen);
}

/* One header, twice, with another meaning each time. */
#define ENTRY(name, value) name = value,
enum {
#include "Inputs/entries.h"
};
#undef ENTRY
#define ENTRY(name, value) +await get(name)
#define SECOND
async static int entries(void)
{
    int k = 3;
    await get(k);
    return k
#include "Inputs/entries.h"
        ;
}

int main(void)
{
    printf("%d %d %d\n", async_run(step(5)), async_run(in_header(3)), async_run(entries()));
    printf("%d\n", async_run(header_code(7)));
    return FETCH_NOTHING;
}
