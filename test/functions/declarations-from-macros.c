// RUN: %matrix %s
//
// Macros with parts of declarations at file scope that declare async functions, some of them beside pointers.
#include <asyncc.h>
#include <stdio.h>

// clang-format off
#define AND_STATIC ; static
#define THEN(x) ; x
#define ENDS(x) x;
#define DECLARE(x) static async int x
#define FIRST static async int first(int),
#define PAIRS (int), (*pairs)(int)
#define STAR *

struct pair { int a, b; } AND_STATIC async int (*pointer_to_second)(int), second(int);
struct single { int a; } THEN(static) async int third(int), (*pointer_to_third)(int) = third;
FIRST (*pointer_to_first)(int);
ENDS(static int unrelated) DECLARE(fourth)(int), (*pointer_to_fourth)(int);
static async int fifth PAIRS;
static async int STAR sixth(int), STAR(*pointer_to_sixth)(int) = sixth;
static int seventh_argument AND_STATIC async int seventh(int x) { await async_yield(); return x; }
// clang-format on

static async int get(int x)
{
    await async_yield();
    return x;
}

static async int first(int x)
{
    return await get(x);
}

static async int second(int x)
{
    return await get(x);
}

static async int third(int x)
{
    return await get(x);
}

static async int fourth(int x)
{
    return await get(x);
}

static async int fifth(int x)
{
    return await get(x);
}

static async int *sixth(int x)
{
    static int value;
    value = await get(x);
    return &value;
}

async int main(void)
{
    struct pair pair = {1, 2};
    struct single single = {3};
    pointer_to_first = first;
    pointer_to_fourth = fourth;
    pairs = fifth;
    pointer_to_second = second;
    printf("%d %d %d\n", await pointer_to_first(pair.a), await pointer_to_second(pair.b),
           await pointer_to_third(single.a));
    printf("%d %d %d %d\n", await pointer_to_fourth(4), await pairs(5), *await pointer_to_sixth(6),
           await seventh(7 + seventh_argument + unrelated));
    return 0;
}
// elision: same
// expect: 1 2 3
// expect: 4 5 6 7
