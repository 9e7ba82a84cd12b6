// RUN: %matrix %s
// Temporaries have the type that C gives the operand: an unsigned compare stays unsigned, a float is not a double, a
// char is not an int.
#include "../Inputs/waits.h"
#include <float.h>
#include <stdint.h>

static async unsigned u(unsigned x)
{
    await rest();
    return x;
}
static async long long ll(long long x)
{
    await rest();
    return x;
}
static async float f(float x)
{
    await rest();
    return x;
}
static async signed char sc(int x)
{
    await rest();
    return (signed char)x;
}
static async uint8_t u8(int x)
{
    await rest();
    return (uint8_t)x;
}
static async int64_t i64(int64_t x)
{
    await rest();
    return x;
}

static int global = -1;
static unsigned char byte = 200;
static float third = 1.0f / 3;
static long long big = 1LL << 40;
static int zero;

static async void test(void)
{
    say("%d\n", (unsigned)global < await u(1));
    say("%d\n", global < await get(1));
    say("%d\n", byte + await get(100));
    say("%d\n", (unsigned char)(byte + await get(100)));
    say("%d\n", (byte << 1) + await get(0));
    say("%d\n", ~byte + await get(0));
    /* Where floats are computed in wider registers, a temporary that waits is rounded, and others are not. */
    say("%d\n", FLT_EVAL_METHOD != 0 || third + 1 == await f(1) + third);
    say("%d\n", FLT_EVAL_METHOD != 0 || third * 3 + (float)await get(0) == 1.0f);
    say("%g\n", third * (double)(zero + 1) - third + await get_double(0.25));
    say("%lld\n", big + await get(1));
    say("%lld\n", await get(1) + big);
    say("%lld\n", (big | 1) * await ll(2));
    say("%lld\n", 1 * await ll(1) << 40 >> 38);
    say("%d\n", await sc(-1) + await u8(255));
    say("%d\n", await sc(130));
    say("%u\n", 0u - (unsigned)await get(1) + (unsigned)zero);
    say("%d\n", (int)(await u(3) - 4u));
    say("%d\n", -1 - zero < (int)await u(0));
    say("%d\n", (char)(zero + 65) == await get('A'));
    say("%lld\n", (long long)(await i64(INT64_MIN) + 1));
    say("%d\n", (_Bool)(zero + 5) + await get(1));
    say("%g\n", (double)(zero + 1) / await get(4));
    say("%d\n", (zero + 1) / await get(4));
    say("%d\n", (int)((zero + 7) / 2 * await get_double(2.5)));
    int *p = &global;
    say("%d\n", (int)((p + await get(3)) - p));
    say("%d\n", (int)((char *)(p + 1) - (char *)await get_pointer(p)));
    say("%d\n", p == await get_pointer(p) && p != NULL && !(p < (int *)await get_pointer(p)));
    uint16_t h = 65535;
    say("%d\n", h + await get(1));
    h = (uint16_t)(h + await get(1));
    say("%d\n", h);
    int shift = 1 << await get(4), wide = (int)(1u << 31 >> await get(31));
    say("%d %d\n", shift, wide);
}
// expect: 0
// expect: 1
// expect: 300
// expect: 44
// expect: 400
// expect: -201
// expect: 1
// expect: 1
// expect: 0.25
// expect: 1099511627777
// expect: 1099511627777
// expect: 2199023255554
// expect: 4
// expect: 254
// expect: -126
// expect: 4294967295
// expect: -1
// expect: 1
// expect: 1
// expect: -9223372036854775807
// expect: 2
// expect: 0.25
// expect: 0
// expect: 7
// expect: 3
// expect: 4
// expect: 1
// expect: 65536
// expect: 0
// expect: 16 1
// elision: same
