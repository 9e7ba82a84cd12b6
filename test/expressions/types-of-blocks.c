// RUN: %matrix --all %s
// elision: same
// The value of a statement expression has a type that is declared in it, a typedef or an enum, and has to be kept
// outside, where the name means another type or none.
#include "../Inputs/waits.h"

typedef unsigned char T;

static async int wide(int n)
{
    int a = __extension__({
        typedef int T;
        T q = await get(n);
        q;
    });
    int b = __extension__({
                typedef int T;
                typedef T U;
                U q = n + 1;
                q;
            }) +
            await get(1);
    return a + b;
}

static async int named(int n)
{
    int a = __extension__({
                enum kind { FIRST, SECOND } kind = await get(1) ? SECOND : FIRST;
                kind;
            }) +
            1;
    const int *p = __extension__({
        typedef const int number, *pointer;
        static number numbers[3] = {7, 8, 9};
        pointer q = &numbers[await get(n)];
        q;
    });
    return a * 10 + *p;
}

static async int structs(int n)
{
    struct pair {
        int a, b;
    };
    return __extension__({
               typedef struct pair P;
               P pair = {await get(n), 2};
               pair;
           })
               .a +
           await get(5);
}

static async void test(void)
{
    say("%d %d %d %d\n", await wide(300), await named(2), await structs(4), (int)sizeof(T));
}
// expect: 602 29 9 1
