// Parameters with const in their brackets, and const ones beside those of variable length: saved like any other.
//
// RUN: %matrix --all %s
// clang-format off
#include "../Inputs/waits.h"

static async int brackets(const int b[const restrict], int c[const static 2])
{
    await rest();
    c[0]++;
    await rest();
    return b[0] * 10 + c[0];
}
static async int beside(int n, const int b[const static 2], char (*const c)[n], int d[const n], const int e, int (*const f)(int, int))
{
    await rest();
    d[1] = 4;
    await rest();
    return b[1] + c[0][1] * 10 + d[0] + d[1] + e * 100 + (f ? f(1, n) : 0);
}
static int add(int x, int y)
{
    return x + y;
}
static async int rows(const size_t n, int (*row)[n], const int last[const n])
{
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (*row)[i] * await get(last[i]);
    return sum;
}
/* Some of them have other names in the output. */
typedef int real;
typedef char text;
static async int renamed(const int real, text (*text)[real], int list[const real])
{
    await rest();
    list[0]++;
    await rest();
    return (*text)[real - 1] + list[0];
}
static async void test(void)
{
    int a[] = {5, 6}, d[] = {9, 8}, three[] = {1, 2, 3};
    char c[] = {1, 2};
    say("%d\n", await brackets(a, d));
    say("%d\n", await beside(2, a, &c, d, 7, add));
    say("%d\n", await beside(2, a, &c, d, 7, NULL));
    say("%d\n", await renamed(2, &c, a));
    say("%d\n", await rows(3, &three, three));
}
// expect: 60
// expect: 743
// expect: 740
// expect: 8
// expect: 14
// elision: same
