// RUN: %matrix %s
// Declarations of all kinds beside awaits: several declarators, static, extern, register, functions, types, attributes,
// _Alignas, _Static_assert, without an initialiser, jumped over, in the middle of code.
#include "../Inputs/waits.h"

static int outside = 3;

static async int kinds(int n)
{
    static int calls;
    register int r = await get(n);
    auto int a = await get(r + 1);
    extern int printf(const char *, ...);
    int later(int), f_count = 0, *pa = &a, (*pf)(int) = later, list[2] = {0}, plain;
    _Static_assert(sizeof(int) >= 2, "int");
    struct forward;
    struct forward *none = NULL;
    enum { LOCAL = 5 };
    _Alignas(16) char aligned[16] = "aligned";
    volatile int v = await get(LOCAL), w = v;
    int first = await get(1), second = first + await get(2), third = second * await get(first + second);
    unsigned long long big;
    await rest();
    calls++;
    plain = f_count + *pa;
    big = 1ull << 40;
    await rest();
    int (*const pc)(int) = pf;
    list[1] = pc(w);
    const char *const text = aligned, letter = *text;
    await rest();
    return r + a + plain + (none == NULL) + LOCAL + v + third + (int)(big >> 38) + list[1] + letter + calls + outside;
}
int later(int x)
{
    return x + 1;
}
static async int jumped_over(int n)
{
    if (n)
        goto behind;
    int a = 5, b;
    b = await get(a);
    outside += b;
behind:
    a = await get(1);
    b = a + 1;
    await rest();
    return a * 10 + b;
}
static async int statics(void)
{
    static int count = 0, *at = &count;
    static const char *const names[] = {"a", "b"};
    await rest();
    ++*at;
    {
        static int count = 10;
        count++;
        await rest();
        *at += count;
    }
    return count * 10 + names[1][0] - 'b';
}
static async int blocks(int n)
{
    int sum = 0;
    { int a = await get(1); sum += a; }
    { int a = await get(2), b = a; await rest(); sum += a * b; }
    { double a = await get_double(1.5); await rest(); sum += (int)(a * 2); }
    for (int a = 0; a < 2; a++) { int b = await get(a); await rest(); sum += b; }
    if (n) { int a = await get(n); await rest(); sum += a; } else { long a = await get(-n); sum -= (int)a; }
    return sum;
}

static async void test(void)
{
    outside = 3;
    int first = await kinds(1);
    say("%d\n", await kinds(1) - first);
    say("%d %d\n", await jumped_over(1), await jumped_over(0));
    int a = await statics(), b = await statics();
    say("%d\n", b - a > 0);
    say("%d\n", await blocks(3));
}
// flags: -Wno-unknown-warning-option -Wno-maybe-uninitialized -Wno-sometimes-uninitialized
// expect: 1
// expect: 12 12
// expect: 1
// expect: 12
// elision: same
