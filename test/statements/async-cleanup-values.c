// RUN: %matrix --all %s
// Values that are computed before async cleanups run: of returns of all kinds of types, of statement expressions; names
// that hide the variable or the type of the value.
// flags: -Wno-pedantic
#include "../Inputs/waits.h"

#define LATER(f) __attribute__((cleanup(f)))

struct point {
    int x, y;
};
typedef struct point place;

/* Changes what it cleans up, so that a value that is computed too late is wrong. */
static async int spoil(int *p)
{
    say("(%d", *p);
    *p = await get(-7);
    say(")");
    return *p;
}
static async void spoil_point(struct point *p)
{
    await rest();
    say("[%d %d]", p->x, p->y);
    p->x = p->y = -1;
}
static async void spoil_text(void *p)
{
    char **text = p;
    await rest();
    say("'%s'", *text);
    *text = NULL;
}

static async double converts(int n)
{
    int x LATER(spoil) = n;
    return x;
}
static async unsigned char narrows(int n)
{
    int x LATER(spoil) = n;
    if (n > 1000)
        return x + await get(x);
    return x;
}
static async struct point record(int n)
{
    struct point p LATER(spoil_point) = {n, n + 1};
    if (n == 2)
        return (struct point){p.y, await get(p.x)};
    return p;
}
static async char *pointer(char *given)
{
    char *text LATER(spoil_text) = given;
    return *text ? text : NULL;
}
static async const int *address(int *n)
{
    int x LATER(spoil) = *n;
    const int *p = n;
    if (x == 3)
        return p;
    return x == 4 ? NULL : &n[0];
}
static int global;
static async void sets(int n)
{
    await get(n);
    global = n;
}
static async void returns_void(int n)
{
    int x LATER(spoil) = n;
    if (n == 1)
        return await sets(x);
    return (void)(global += x);
}
static async int no_value(int n)
{
    int x LATER(spoil) = n;
    if (n)
        global = x;
    else
        return 5;
    return await get(6);
}

/* The value of a statement expression. */
static async int expressions(int n)
{
    int x = ({
        int y LATER(spoil) = n;
        y + 1;
    });
    x += ({ int y LATER(spoil) = n; await get(y); y * 2; }) + ({ int y LATER(spoil) = 3; y; });
    struct point p = ({
        struct point q LATER(spoil_point) = {x, n};
        if (n == 3)
            return q.x + 100;
        q;
    });
    ({
        int y LATER(spoil) = 8;
        y++;
    });
    ({
        int y LATER(spoil) = 9;
        if (n)
            y++;
    });
    n ? ({ int y LATER(spoil) = 10; await sets(y); }) : (void)0;
    (void)({ int y LATER(spoil) = 11; y; });
    long sum = ({ int y LATER(spoil) = 1; goto end; end: y + 2L; });
    return p.x + p.y + (int)sum;
}

/* Names that hide the variable. */
static async int hidden(int n)
{
    int x LATER(spoil) = n;
    for (int i = 0; i < 2; i++) {
        double x = 0.5 * i;
        if (n == i)
            return (int)(x * 10);
        {
            struct point x LATER(spoil_point) = {i, 1};
            if (n == 2)
                break;
            if (n == 3)
                continue;
            enum { y, x2 = 3 } z = y;
            if (n == 4)
                return x.x + z + x2;
        }
    }
    {
        typedef int x;
        x y LATER(spoil) = 5;
        if (n == 5)
            return y;
    }
    return x;
}

/* Names that hide the type of the value. */
static async place where(int n, int place)
{
    struct point p LATER(spoil_point) = {n, place};
    if (n) {
        struct point {
            double d;
        } q = {n};
        if (q.d > 0)
            return p;
    }
    return (struct point){p.x + await get(1), p.y};
}
static async int local_types(int n)
{
    struct local {
        int a;
        struct {
            int b;
        } c;
    };
    struct local s = ({ int x LATER(spoil) = n; struct local t = {x, {x + 1}}; await rest(); t; });
    int r[s.a + 1];
    int *p = ({ int x LATER(spoil) = n; r[0] = x; r; });
    return s.a + s.c.b + p[0];
}

static async void test(void)
{
    say(" %g\n", await converts(3));
    say(" %d\n", await narrows(258));
    say(" %d\n", await narrows(1024));
    for (int i = 1; i < 3; i++) {
        struct point p = await record(i);
        say(" %d %d\n", p.x, p.y);
    }
    char empty[] = "", full[] = "full", *text = await pointer(full);
    say(" %s\n", text);
    say(" %d\n", await pointer(empty) == NULL);
    int numbers[] = {3, 4, 5};
    for (int i = 0; i < 3; i++) {
        const int *p = await address(&numbers[i]);
        say(" %d\n", p ? (int)(p - numbers) : -1);
    }
    await returns_void(1);
    await returns_void(2);
    say(" %d\n", global);
    int one = await no_value(1), none = await no_value(0);
    say(" %d %d %d\n", one, none, global);
    for (int i = 2; i < 5; i++)
        say(" %d\n", await expressions(i));
    for (int i = 0; i < 7; i++)
        say(" %d\n", await hidden(i));
    for (int i = 0; i < 2; i++) {
        place p = await where(i, 7);
        say(" %d %d\n", p.x, p.y);
    }
    say(" %d\n", await local_types(2));
}
// expect: (3) 3
// expect: (258) 2
// expect: (1024) 0
// expect: [1 2] 1 2
// expect: [2 3] 3 2
// expect: 'full' full
// expect: '' 1
// expect: (3) 0
// expect: (4) -1
// expect: (5) 2
// expect: (1)(2) 3
// expect: (1)(0) 6 5 1
// expect: (2)(2)(3)[10 2](9)(10)(10)(11)(1) 15
// expect: (3)(3)(3)[13 3] 113
// expect: (4)(4)(3)[16 4](9)(10)(10)(11)(1) 23
// expect: (0) 0
// expect: [0 1](1) 5
// expect: [0 1](5)(2) 2
// expect: [0 1][1 1](5)(3) 3
// expect: [0 1](4) 3
// expect: [0 1][1 1](5)(5) 5
// expect: [0 1][1 1](5)(6) 6
// expect: [0 7] 1 7
// expect: [1 7] 1 7
// expect: (2)(2) 7
// elision: same
