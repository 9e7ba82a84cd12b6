// RUN: %matrix %s
// Types declared inside the function, or without a name, of variables that live across awaits.
#include "../Inputs/waits.h"

static async int structs(int n)
{
    struct point {
        int x, y;
    } p = {await get(n), 2}, *at = &p, list[2] = {{1, 2}, {3, 4}};
    typedef struct point spot;
    spot q = p;
    await rest();
    at->x += q.y + list[1].x;
    struct {
        int only, list[2];
    } nameless = {await get(7), {8, 9}}, copy = nameless;
    await rest();
    copy.list[1]++;
    union { int i; unsigned char bytes[4]; } u;
    u.i = await get(0x0a0a0a0a);
    await rest();
    return p.x + nameless.only + copy.list[1] + u.bytes[2];
}
static async int enums(int n)
{
    enum { LOW = 3, HIGH } level = LOW;
    enum named { ONE = 1, TWO } which = await get(n) ? TWO : ONE;
    level = await get(level) == LOW ? HIGH : LOW;
    await rest();
    return (int)level * 10 + (int)which;
}
/* The same tag in two scopes, and in two functions, is two types. */
static async int tags(int n)
{
    struct point { char c; } p = {(char)n};
    int size = (int)sizeof p;
    await rest();
    {
        struct point { double d[2]; } p = {{await get(n), 1}};
        await rest();
        size += (int)(p.d[0] + p.d[1]) + (int)(sizeof p / sizeof(double));
    }
    struct point q = p;
    await rest();
    return size * 10 + q.c;
}
static async int functions(int n)
{
    int (*f)(int) = NULL;
    typedef async int stepper(int);
    stepper *g = get, *list[2] = {see, get};
    struct { stepper *step; int (*plain)(int); } both = {get, f};
    await rest();
    return await g(n) + await list[1](n) + await both.step(n) + (both.plain == NULL);
}
static async int nested_types(int n)
{
    struct outer {
        struct inner { int v; } in;
        struct { int w; };
        enum { A = 5 } e;
    } o = {{n}, {2}, A};
    struct inner i = o.in;
    await rest();
    o.in.v += i.v + o.w + (int)o.e;
    await rest();
    return o.in.v;
}
static async void test(void)
{
    say("%d\n", await structs(1));
    say("%d %d\n", await enums(0), await enums(1));
    say("%d\n", await tags(4));
    say("%d\n", await functions(3));
    say("%d\n", await nested_types(3));
}
// expect: 33
// expect: 41 42
// expect: 84
// expect: 10
// expect: 13
// elision: same
