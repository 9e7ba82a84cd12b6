// Parameters with restrict, and arrays whose lengths are other parameters: the functions that the output adds call and
// declare them without a warning that the program does not give.
//
// RUN: %matrix %s
#include <asyncc.h>
#include <stdio.h>

static async int get(int x)
{
    await async_yield();
    return x;
}
static async void copy(int n, char *restrict to, const char *restrict from, int *restrict sum)
{
    for (int i = 0; i < n; i++) {
        to[i] = (char)await get(from[i]);
        *sum += i;
    }
}
static async int one_only(char *to, const char *restrict from, int (*f)(const char *))
{
    *to = (char)await get(*from);
    return f(to);
}
static int first(const char *text)
{
    return *text;
}
static async int minor_of(int n, double (*m)[n])
{
    if (n == 1)
        return (int)m[0][0];
    await get(1);
    double minor[n - 1][n - 1];
    minor[0][0] = m[0][0] + n;
    return await minor_of(n - 1, minor);
}
static async int before(int n, int (*rows)[n], int (*again)[n]);
static async int early(int n, int (*rows)[n])
{
    return n ? await before(n, rows, rows) + await early(n - 1, (int(*)[n - 1])(void *)rows) : 0;
}
static async int before(int n, int (*rows)[n], int (*again)[n])
{
    await get(1);
    return (*rows)[n - 1] + (*again)[0];
}
async int main(void)
{
    char text[4] = {0}, letter;
    int sum = 0;
    await copy(3, text, "abc", &sum);
    printf("%s %d\n", text, sum);
    printf("%d\n", await one_only(&letter, "A", first));
    double m[3][3] = {{1}};
    printf("%d\n", await minor_of(3, m));
    int rows[1][4] = {{1, 2, 3, 4}};
    printf("%d\n", await early(4, rows));
    return 0;
}
// expect: abc 3
// expect: 65
// expect: 6
// expect: 14
// elision: same
