// Macros of headers that belong to the compiler, with awaits in their arguments: they stay, for another compiler does not
// know what they expand to in libclang's header.
// view: each
// flags: -Wl,--no-as-needed -lm
// RUN: %matrix %s
#include <asyncc.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <tgmath.h>
#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#define HALF(x) ((x) + 0.5)
#define SAME(x) x
#define FETCH(x) await gi(x)
#define ROOT(x) sqrt(await gi(x))
#define ROOT_OF(x) sqrt(x)
#define ROOT_OF_9 sqrt(await gi(9))
#define SQUARE_ROOT sqrt
#define TWICE(x) (ROOT(x) + sqrt(FETCH(x)))
#define CALL(f, x) f(FETCH(x))

static int calls;

async static double g(double x)
{
    calls++;
    await async_yield();
    return x;
}

async static float gf(float x)
{
    await async_yield();
    return x;
}

async static int gi(int x)
{
    await async_yield();
    return x;
}

/* The type of the argument chooses the function; operands are evaluated from left to right, and once. */
async static double chosen(int n)
{
    double before = 2;
    printf("%d %d %d\n", (int)sizeof(sqrt(1.0f)), sqrt(await gf(16)) == 4.0f, (int)(10 * sqrt(await gi(2))));
    double sum = sqrt(await g(16)) + pow(before, await g(3));
    sum += pow(n, await g(n)) + pow(await g(2), n + 1);
    sum += sqrt(sqrt(await g(81)) + sqrt(/* one */ await g(1) // two
                                         ));
    return sum + fabs(fmax(-(await g(4)), sqrt(await g(2.25) - 2)));
}

async static int conditions(int n)
{
    int count = 0;
    while (sqrt(await g(n)) > 1)
        n -= 3, count++;
    for (int i = 0; n && i < fmin(await g(3), 2.5); i++)
        count += n ? (int)ceil(await g(i + 0.5)) : (int)floor(await g(100));
    return n > 100 && sqrt(await g(1000)) > 1 ? 1 : count;
}

/* Other macros in the arguments, and macros that use these. */
async static double macros(int n)
{
    double sum = sqrt(HALF(await gi(n))) + pow(HALF(n), await gi(2)) + pow(1 + HALF(n), SAME(await gi(2)));
    sum += pow(sqrt(n), await gi(3)) + pow(sqrt(n) + 1, 1 + FETCH(2)) + pow(n ? HALF(n) : 1, SAME(HALF)(await gi(n)));
    printf("%.4f\n", sum);
    sum = sqrt(FETCH(n)) + sqrt(FETCH(n) + FETCH(3)) + pow(FETCH(n), SAME(FETCH(3))) + sqrt(sqrt(FETCH(n)));
    printf("%.4f\n", sum);
    sum = ROOT(n) + ROOT_OF(await gi(5)) + ROOT_OF_9 + SQUARE_ROOT(await gi(n)) + TWICE(n) * TWICE(3) + CALL(fabs, -n);
    printf("%.4f\n", sum);
    return pow(n, ROOT_OF(ROOT_OF(FETCH(5)))) + pow(ROOT_OF_9, TWICE(2)) + (sqrt)(FETCH(4));
}

/* Those that every compiler has need nothing of that. */
struct div_like {
    int a, b;
};

async static int common(int n)
{
    return INT_MAX - n == await gi(INT_MAX - 1) + 0 && (NULL == NULL) + await gi(1) == 2 ? (int)offsetof(struct div_like, b) : true;
}

#if defined(__x86_64__)
async static __m128i gv(__m128i x)
{
    await async_yield();
    return x;
}

async static int vectors(void)
{
    __m128i v = _mm_set_epi32(1, 2, 3, 4);
    int out[4];
    v = _mm_slli_si128(await gv(v), 4);
    v = _mm_slli_si128(SAME(await gv(v)), 0);
    v = _mm_add_epi32(v, _mm_shuffle_epi32(await gv(v), _MM_SHUFFLE(0, 1, 2, 3)));
    _mm_storeu_si128((__m128i *)out, v);
    return 1000 * out[0] + 100 * out[1] + 10 * out[2] + out[3] + _mm_extract_epi16(await gv(v), 2);
}
#else
async static int vectors(void)
{
    return await gi(0);
}
#endif

async int main(void)
{
    printf("%g\n", await chosen(3));
    printf("%d calls\n", calls);
    printf("%d\n", await conditions(10));
    printf("%.4f\n", await macros(2));
    printf("%d %d\n", await common(1), await vectors());
    printf("%d calls\n", calls);
    return 0;
}
