// RUN: %matrix %s
// Parameters and results of every type, kept over a wait in the callee and over one in the caller.
#include "../Inputs/waits.h"
#include <complex.h>
#include <limits.h>
#include <stdint.h>

typedef struct { int i; } nameless;
typedef union { int i; double d; } overlay;
typedef enum { LOW = -5, HIGH = 5 } level;
struct empty_looking {
    char c;
};
struct big {
    char text[300];
    long double ld;
};
typedef int (*plain)(int);
typedef const char *(*const *strange)[2];

static int negate(int x)
{
    return -x;
}

#define SAME(name, type)                                                                                               \
    static async type name(type x)                                                                                     \
    {                                                                                                                  \
        await rest();                                                                                                  \
        return x;                                                                                                      \
    }
SAME(same_bool, _Bool)
SAME(same_char, char)
SAME(same_schar, signed char)
SAME(same_uchar, unsigned char)
SAME(same_short, short)
SAME(same_ushort, unsigned short)
SAME(same_int, int)
SAME(same_unsigned, unsigned)
SAME(same_long, long)
SAME(same_ulong, unsigned long)
SAME(same_llong, long long)
SAME(same_ullong, unsigned long long)
SAME(same_float, float)
SAME(same_double, double)
SAME(same_ldouble, long double)
SAME(same_fcomplex, float _Complex)
SAME(same_complex, double _Complex)
SAME(same_lcomplex, long double _Complex)
SAME(same_size, size_t)
SAME(same_i8, int8_t)
SAME(same_u16, uint16_t)
SAME(same_ptr, void *)
SAME(same_cptr, const char *)
SAME(same_pptr, char **)
SAME(same_volatile_ptr, volatile int *)
SAME(same_nameless, nameless)
SAME(same_overlay, overlay)
SAME(same_level, level)
SAME(same_small, struct empty_looking)
SAME(same_big, struct big)
SAME(same_plain, plain)
SAME(same_strange, strange)

static async int (*returns_function(int x))(int)
{
    await rest();
    return x ? negate : NULL;
}
static async int (*returns_array(int x))[3]
{
    static int array[2][3] = {{1, 2, 3}, {4, 5, 6}};
    await rest();
    return &array[x];
}
static async void (*returns_returner(void))(void (*)(int), const char *)
{
    await rest();
    return NULL;
}
static async const int returns_const(const int x)
{
    await rest();
    return x;
}
static async unsigned long int long unsigned_in_the_middle(short int unsigned x)
{
    await rest();
    return x;
}

static async void test(void)
{
    /* All are waited for while all that came before are alive. */
    _Bool b = await same_bool(1);
    char c = await same_char('c');
    signed char sc = await same_schar(-100);
    unsigned char uc = await same_uchar(200);
    short s = await same_short(-30000);
    unsigned short us = await same_ushort(60000);
    int i = await same_int(-2000000000);
    unsigned u = await same_unsigned(4000000000u);
    long l = await same_long(LONG_MIN / 3);
    unsigned long ul = await same_ulong(ULONG_MAX / 3);
    long long ll = await same_llong(INT64_MIN);
    unsigned long long ull = await same_ullong(UINT64_MAX);
    float f = await same_float(0.1f);
    double d = await same_double(0.1);
    long double ld = await same_ldouble(0.1L);
    float _Complex fc = await same_fcomplex(1 + 2 * (float _Complex)I);
    double _Complex dc = await same_complex(3 + 4 * I);
    long double _Complex lc = await same_lcomplex(5 + 6 * I);
    size_t size = await same_size(SIZE_MAX);
    int8_t i8 = await same_i8(-8);
    uint16_t u16 = await same_u16(16);
    say("%d %c %d %d %d %d %d %u %d %d %lld %llu\n", b, c, sc, uc, s, us, i, u, l == LONG_MIN / 3, ul == ULONG_MAX / 3, ll, ull);
    say("%d %d %d\n", f == (float)0.1f, d == (double)0.1, ld == 0.1L);
    say("%g %g %g\n", (double)cimagf(fc), cimag(dc), (double)(cimagl(lc) + creall(lc)));
    say("%d %d %d\n", size == SIZE_MAX, i8, u16);

    char text[] = "text", *at = text;
    void *p = await same_ptr(text);
    const char *cp = await same_cptr(text);
    char **pp = await same_pptr(&at);
    volatile int *vp = await same_volatile_ptr(&i);
    say("%d %s %s %d\n", p == text, cp, *pp, *vp == i);
    nameless n = await same_nameless((nameless){7});
    overlay o = await same_overlay((overlay){.d = 0.75});
    level e = await same_level(LOW);
    struct empty_looking small = await same_small((struct empty_looking){'s'});
    struct big big = {"big", 1.5L}, copy = await same_big(big);
    plain function = await same_plain(negate);
    const char *two[2] = {"a", "b"}, *(*const pointer_to_two)[2] = &two;
    strange strange = await same_strange(&pointer_to_two);
    say("%d %g %d %c %s %g %d %s\n", n.i, o.d, e, small.c, copy.text, (double)copy.ld, function(3), (**strange)[1]);

    say("%d\n", (await returns_function(1))(5));
    say("%d\n", (*await returns_array(1))[2]);
    say("%d\n", await returns_returner() == NULL);
    say("%d\n", await returns_const(9));
    say("%llu\n", await unsigned_in_the_middle(65535));
}
// flags: -Wno-ignored-qualifiers
// expect: 1 c -100 200 -30000 60000 -2000000000 4000000000 1 1 -9223372036854775808 18446744073709551615
// expect: 1 1 1
// expect: 2 4 11
// expect: 1 -8 16
// expect: 1 text text 1
// expect: 7 0.75 -5 s big 1.5 -3 b
// expect: -5
// expect: 6
// expect: 1
// expect: 9
// expect: 65535
// elision: same
