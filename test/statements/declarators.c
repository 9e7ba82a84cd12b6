// RUN: %matrix --all %s
// Declarations that are hard to take apart, each with awaits before, in and after it, and each used after a wait: many
// declarators of different kinds in one declaration, declarations in the heads of loops and in switch bodies, types that
// are declared where they are used, prototypes in blocks, pointers to arrays, to functions, to functions that return them.
#include "../Inputs/waits.h"
#include <stdint.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int v;
};
typedef int row[3];
typedef async int step(int);

static int twice(int x)
{
    return 2 * x;
}
static int (*choose(int n))(int)
{
    return n ? twice : abs;
}

static async int several(int n)
{
    int a = await get(n), *pa = &a, b = *pa + await get(1), list[3] = {b, await get(7)}, (*pl)[3] = &list,
        (*f)(int) = choose(await get(n)), **ppa = &pa, (*table[2])(int) = {twice, choose(await get(0))}, unset;
    const int *restrict const pc = &list[await get(1)], *volatile pv = pc;
    await rest();
    unset = (*pl)[await get(1)] + f(**ppa) + table[await get(1)](-await get(5));
    await rest();
    **ppa += unset + *pc + *pv;
    return a + b + (int)(sizeof *pl / sizeof **pl);
}
static async int heads(int n)
{
    int sum = 0;
    for (int i = await get(0), end = await get(n), *p = &sum; i < end; *p += await get(i), i += await get(1)) {
        int (*const shadow)[2] = &(int[2]){i, await get(i)}, i = (*shadow)[1];
        await rest();
        sum += i * 10;
    }
    for (struct node second = {NULL, await get(2)}, first = {&second, await get(1)}, *p = &first; p; p = p->next)
        sum += p->v * await get(1000);
    for (struct { char c; uint8_t b; } it = {'a', (uint8_t)await get(254)}; it.b; it.b++, it.c = (char)await get(it.c + 1))
        sum += await get(it.c);
    for (union { int i; char c[sizeof(int)]; } u = {await get(3)}; u.i > 0;)
        u.i -= await get(1), sum++;
    for (_Bool once = await get(1); once; once = 0, await rest())
        sum += once;
    return sum;
}
static async int in_switch(int n)
{
    switch (await get(n)) {
        int a, b[2];
        struct { int x; } s;
    case 1:
        a = await get(10);
        b[0] = a, b[1] = await get(20);
        await rest();
        return a + b[1];
    case 2:;
        int c = await get(5), d[] = {c, c + 1};
        s.x = d[await get(1)];
        await rest();
        return s.x + c + d[0];
    case 3: {
        row rows[2] = {{1, await get(2), 3}, {4}}, *at = rows;
        await rest();
        return (*++at)[0] + rows[0][1];
    }
    default:
        a = n;
        b[1] = await get(a);
        return b[1];
    }
}
static async int types(int n)
{
    typedef struct self { struct self *next, *all[2]; int v; } self;
    typedef int number, *pointer, many[4], function(int), (*to_function)(number);
    typedef struct { unsigned low : 3, : 2, high : 5, : 0; int rest; } bits;
    enum level { LOW = 1, HIGH = LOW + 8 } level = await get(HIGH) > 8 ? HIGH : LOW;
    self b = {NULL, {&b, NULL}, await get(2)}, a = {&b, {&a, &b}, await get(1)};
    number count = await get(n);
    pointer at = &count;
    enum { list_size = sizeof(many) / sizeof(number) };
    many list = {[2] = count + await get(1), [1] = await get(7), [3] = list_size};
    function abs, *f = abs;
    to_function tf = f;
    bits bit = {.high = (unsigned)await get(17), .rest = -1};
    await rest();
    bit.low = bit.high + (unsigned)await get(6);
    *at += a.next->v + a.all[await get(1)]->all[0]->v + (int)level;
    struct inner { char c; struct inner *me; } inner = {(char)await get('x'), &inner};
    int undeclared(int), nothing = 0;
    extern int also_declared(int), outside_number;
    await rest();
    return count + list[2] + list[3] + tf(-3) + (int)bit.low + (int)bit.high + bit.rest + inner.me->c + list[1] +
           nothing + (await get(0) ? undeclared(1) + also_declared(outside_number) : 0);
}
int undeclared(int x)
{
    return x;
}
int also_declared(int x)
{
    return x;
}
int outside_number = 1;

static async int qualified(int n)
{
    register const unsigned char small = (unsigned char)await get(n + 255);
    const volatile int both = await get(3);
    int const *const *const deep = &(int const *const){&(int const){await get(4)}};
    _Alignas(8) char text[] = "text";
    _Alignas(double) _Alignas(4) short aligned = (short)await get(-5);
    auto long long unsigned mixed = (unsigned)await get(6);
    static _Thread_local int per_thread;
    _Atomic(int *) atomic_pointer = &per_thread;
    int _Atomic counter = await get(1), *volatile pa = &counter;
    _Static_assert(sizeof text == 5, "the text");
    static const struct { const char *name; async step *function; } table[] = {{"get", get}, {"see", see}};
    await rest();
    per_thread++;
    text[0] += (char)await get(1);
    *pa += await get(*atomic_pointer);
    _Static_assert(sizeof table / sizeof *table == 2, "the table");
    await rest();
    int r = small + both + **deep + text[0] + aligned + (int)mixed + *pa + await table[0].function(7);
    per_thread = 0;
    return r + ((uintptr_t)text % 8 == 0) + ((uintptr_t)&aligned % _Alignof(double) == 0);
}
static async row *returns_rows(row *rows, int (*(*chooser)(int))(int))
{
    int (*f)(int) = chooser(await get(1));
    await rest();
    rows[1][2] = f(rows[0][2]);
    return rows + await get(1);
}

static async void test(void)
{
    for (int i = 0; i < 3; i++)
        say("%d %d %d %d %d\n", await several(i), await heads(i + 2), await in_switch(i + 1), await types(i), await qualified(i));
    row rows[2] = {{1, 2, 3}};
    say("%d\n", (*await returns_rows(rows, choose))[2]);
}
// flags: -Wno-switch-unreachable -Wno-unknown-warning-option -Wno-maybe-uninitialized -Wno-sign-compare
// expect: 30 3210 30 171 391
// expect: 34 3232 16 173 136
// expect: 38 3265 6 175 137
// expect: 6
// elision: same
