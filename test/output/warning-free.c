// RUN: %asyncc %s -o %t.c -- -std=c11
// Nothing that the translation adds gives a warning, with many more of them turned on than usual.
// RUN: %gcc -c %t.c -o %t.o -O0 -Wshadow=local -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wundef -Wwrite-strings -Wold-style-definition -Wredundant-decls -Wnested-externs -Wduplicated-cond -Wlogical-op -Wnull-dereference -Wformat=2 -Wcast-align=strict -Wvla
// RUN: %gcc -c %t.c -o %t.o -O2 -Wmaybe-uninitialized -Wnull-dereference -Warray-bounds=2 -Wstrict-aliasing=2
// RUN: %clang -c %t.c -o %t.o -O2 -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wmissing-variable-declarations -Wunreachable-code -Wconditional-uninitialized -Wcast-align -Wcomma -Wextra-semi -Wunused-macros
#include <asyncc.h>
#include <stdio.h>

struct pair {
    int a, b;
};
static async int later(int x)
{
    await async_yield();
    return x;
}
static async struct pair both(int x, const char *restrict text)
{
    char copy[8] = {text[0]};
    const int y = await later(x);
    await async_sleep(0.001);
    return (struct pair){y, copy[0]};
}
static async void nothing(int *const p)
{
    for (int i = 0; i < 3; i++) {
        if (await later(i) == 1)
            continue;
        *p += i;
    }
    switch (*p) {
    case 1:
        await async_yield();
        break;
    default:
        break;
    }
}
static async double average(int n, const double *list)
{
    double sum = 0;
    int i = 0;
    while (i < n)
        sum += list[i++] * await later(1);
    return n ? sum / n : await later(0);
}

async int main(void)
{
    int x = 1;
    double list[2] = {1, 2};
    async int c = async_start(later(5));
    await async_gather(nothing(&x), x = later(2));
    printf("%d %g %d %d\n", (await both(1, "text")).b, await average(2, list), await c, x);
    async_task *t = async_spawn(nothing(&x));
    await async_join(t);
    return 0;
}
