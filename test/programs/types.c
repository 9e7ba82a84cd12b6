// RUN: %matrix --all %s
// Parameters and results of every kind, kept over a wait.
#include <asyncc.h>
#include <complex.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum colour { RED, GREEN = 7 };
union number {
    int i;
    float f;
};
struct small {
    char c;
};
struct big {
    int values[20];
    struct small inner;
    union number number;
};
struct bits {
    unsigned a : 3, b : 5;
    const char *const label;
};
typedef int (*operation)(int, int);
typedef int row[3];

static int add(int a, int b)
{
    return a + b;
}

async char a_char(char x)
{
    await async_yield();
    return x;
}
async unsigned long long a_long_long(unsigned long long x)
{
    await async_yield();
    return x + 1;
}
async float a_float(float x)
{
    await async_yield();
    return x / 2;
}
async long double a_long_double(long double x)
{
    await async_yield();
    return x / 4;
}
async double _Complex a_complex(double _Complex x)
{
    await async_yield();
    return x * x;
}
async bool a_bool(bool x)
{
    await async_yield();
    return !x;
}
async enum colour an_enum(enum colour x)
{
    await async_yield();
    return x == RED ? GREEN : RED;
}
async operation a_function(operation x)
{
    await async_yield();
    return x;
}
async int (*a_spelled_function(int (*x)(int, int)))(int, int)
{
    await async_yield();
    return x;
}
async const row *a_row(const row *x)
{
    await async_yield();
    return x + 1;
}
async struct small a_small(struct small x)
{
    await async_yield();
    x.c++;
    return x;
}
async struct big a_big(struct big x, int add)
{
    for (int i = 0; i < 20; i++) {
        if (i % 5 == 0)
            await async_yield();
        x.values[i] += add;
    }
    x.number.f = 2.5f;
    return x;
}
async struct bits a_bits(struct bits x)
{
    struct bits copy = x;
    await async_yield();
    return copy;
}
async void nothing(void)
{
    await async_yield();
}
async int at_once(const int x, register int y, int numbers[], int count)
{
    for (int i = 0; i < count; i++)
        y += numbers[i];
    await async_yield();
    return x * y;
}
async uint8_t narrow(int x)
{
    await async_yield();
    return (uint8_t)x;
}

async int main(void)
{
    static const row rows[2] = {{1, 2, 3}, {4, 5, 6}};
    printf("%c\n", await a_char('x'));
    printf("%llu\n", await a_long_long(0xffffffffull));
    printf("%g\n", (double)await a_float(3));
    printf("%Lg\n", await a_long_double(10));
    double _Complex z = await a_complex(1 + 2 * I);
    printf("%g %g\n", creal(z), cimag(z));
    printf("%d\n", await a_bool(false));
    printf("%d\n", await an_enum(RED));
    operation f = await a_function(add);
    printf("%d\n", f(2, 3));
    printf("%d\n", (await a_spelled_function(add))(3, 4));
    printf("%d\n", (*await a_row(rows))[2]);
    printf("%c\n", (await a_small((struct small){'a'})).c);
    struct big big = {.values = {[19] = 5}, .inner = {'q'}};
    big = await a_big(big, 3);
    printf("%d %d %c %g\n", big.values[0], big.values[19], big.inner.c, (double)big.number.f);
    struct bits bits = await a_bits((struct bits){5, 17, "bits"});
    printf("%u %u %s\n", bits.a, bits.b, bits.label);
    await nothing();
    printf("%d\n", await at_once(2, 1, (int[]){1, 2, 3}, 3));
    printf("%d\n", await narrow(300));
    return 0;
}
// expect: x
// expect: 4294967296
// expect: 1.5
// expect: 2.5
// expect: -3 4
// expect: 1
// expect: 7
// expect: 5
// expect: 7
// expect: 6
// expect: b
// expect: 3 8 q 2.5
// expect: 5 17 bits
// expect: 14
// expect: 44
// elision: same
