/* What flags of the compiler predefine. Prints which of them it has seen, by code that waits. */
#include <asyncc.h>
#include <stdio.h>

async static int get(int x)
{
    await async_yield();
    return x;
}

async static int all(int n)
{
    int one = n, two = 2 * n, three = 4 * n, four = 8 * n, five = 16 * n, six = 32 * n, seven = 64 * n, sum = 0;
    await get(0);
#ifdef GIVEN
    sum += one;
#endif
#if defined(__CET__) && __CET__ >= 1
    sum += two + await get(0);
#endif
#if defined(__SANITIZE_ADDRESS__)
    sum += three;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    sum += three;
    await get(0);
#endif
#endif
#ifdef __FAST_MATH__
    sum += four;
#endif
#ifdef __OPTIMIZE__
    sum += await get(five);
#endif
#ifdef __AVX2__
    sum += six;
#endif
#if defined(_OPENMP) || GIVEN > 4
    sum += seven;
#endif
    (void)one, (void)two, (void)three, (void)four, (void)five, (void)six, (void)seven;
    return sum;
}

async int main(void)
{
    printf("%d\n", await all(1));
    return 0;
}
