// RUN: rm -rf %t && mkdir -p %t/a %t/b && cp %s %t/a/in.c && cp %s %t/b/in.c
// The same input gives the same bytes: twice, in another folder, with another environment, and to stdout as to a file.
// RUN: cd %t/a && %asyncc in.c -o one.c -- -std=c11 && env TZ=UTC-5 MALLOC_PERTURB_=17 %asyncc in.c -o two.c -- -std=c11
// RUN: cmp %t/a/one.c %t/a/two.c
// RUN: cd %t/b && %asyncc in.c -o one.c -- -std=c11 && cmp one.c %t/a/one.c && %asyncc in.c -- -std=c11 | cmp - one.c
#include <asyncc.h>
#include <stdio.h>

static async int a(int x) { await async_yield(); return x; }
struct pair { int a, b; };
static async struct pair b(int x) { return (struct pair){await a(x), await a(x + 1)}; }
typedef async int stepper(int);
static stepper *const table[] = {a, a};

async int main(int argc, char **argv)
{
    char buffer[10] = {0};
    struct { int x; } s = {await a(argc)};
    for (int i = 0; i < 3; i++)
        buffer[i] += await table[i % 2](i) + s.x;
    await async_gather(s.x = a(1), a(2));
    async int c = a(3);
    printf("%d %s\n", (await b(await c)).b, argv[0]);
    return 0;
}
