// Conditionals on what the compiler predefines: what it compiles is translated, whatever libclang would have chosen.
// view: each
// RUN: %matrix %s
#include <asyncc.h>
#include <stdio.h>

async static int get(int x)
{
    await async_yield();
    return x;
}

/* An await in a branch that only one compiler takes. */
async static int awaits(void)
{
    int k = 1;
#if defined(__GNUC__) && !defined(__clang__)
    k += await get(20);
#else
    int more = await get(10);
    k += more;
#endif
    return k;
}

/* What is live depends on the branch. */
async static int live(int n)
{
    int k = n * 3, sum = 0;
    (void)k;
    await get(0);
#ifdef __clang__
    sum = 1;
#else
    sum = k;
#endif
    await get(1);
#if __GNUC__ >= 5
    sum += 40 * k;
#endif
    return sum;
}

/* An array that lives in the frame, and a global of that name. */
static int a[2] = {77, 77};
async static int renamed(void)
{
    int a[2] = {1, 2};
    await get(0);
#ifdef __clang__
    a[0] = 5;
#else
    a[0] = 6;
#endif
    await get(0);
    return a[0];
}

/* #elif, nested, in a declaration, in the head of a loop, in the arguments of a macro. */
#define ADD(a, b) ((a) + (b))
async static int everywhere(int n)
{
    int sum =
#if __GNUC__ < 4
        1
#elif __GNUC__ == 4
        2 + await get(n)
#elif defined(__clang__)
        3
#else
        4 + await get(n) + await get(n)
#endif
        ;
    for (int i = 0; i <
#ifdef __clang__
                    3
#else
                    await get(4)
#endif
         ;
         i++)
        sum += i;
#ifdef __OPTIMIZE__
#if __GNUC__ >= 12
    int inner = n;
    await get(1);
    sum += inner;
#else
    sum += 1000;
#endif
#elif defined __clang__
    await get(1);
    sum += 2 * n;
#else
    sum += 3 * n;
#endif
    sum += ADD(await get(1),
#ifdef __clang__
               100
#else
               200
#endif
    );
    switch (n) {
#if __GNUC__ > 4
    case 5:
        sum += await get(10000);
        break;
#else
    case 5:
        return await get(20000);
#endif
    }
#if __GNUC__ > 4
    return sum;
#else
    return sum + 1;
#endif
}

/* Questions that are no macros. */
async static int asked(int n)
{
    int k = n, sum = 0;
    await get(0);
#ifdef __has_attribute
#if __has_attribute(optimize)
    sum += k;
#endif
#if !__has_attribute(overloadable)
    sum += 2 * k;
#endif
#endif
#ifdef __has_builtin
#if __has_builtin(__builtin_unpredictable)
    sum += 3 * k;
#elif __has_builtin(__builtin_apply)
    sum += 5 * k + await get(k);
#endif
#endif
#if __has_include(<quadmath.h>)
    sum += 7 * k;
#endif
    return sum;
}

async int main(void)
{
    int list[] = {await awaits(), await live(5), await renamed(), a[0], await everywhere(5), await asked(3)};
    for (unsigned i = 0; i < sizeof list / sizeof *list; i++)
        printf("%d\n", list[i]);
    return 0;
}
