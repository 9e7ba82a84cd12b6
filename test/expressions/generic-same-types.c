// RUN: %matrix %s
// flags: -Wno-unreachable-code-generic-assoc
// elision: same
// _Generic whose associations await, also where several of them have the type of the one that is chosen.
#include <asyncc.h>
#include <stdio.h>
static async int f(int x)
{
    await async_yield();
    return x;
}
static int calls;
static int count(int x)
{
    calls++;
    return x;
}
async int main(void)
{
    int i = 3;
    long l = 4;
    double d = 5;
    printf("%d\n", _Generic(i, int : await f(1), long : 2));
    printf("%d\n", _Generic(l, int : await f(1), long : 2));
    printf("%d\n", _Generic(i, int : await f(1), long : await f(2), default : await f(3)));
    printf("%d\n", _Generic(l, int : await f(1), long : await f(2), default : await f(3)));
    printf("%d\n", _Generic(d, int : await f(1), long : await f(2), default : await f(3)));
    printf("%d\n", _Generic(d, default : await f(3), int : await f(1), long : await f(2)));
    printf("%d\n", _Generic(i, int : count(1) + await f(1) + count(2), long : count(3)) + calls);
    printf("%d\n", _Generic(i, int : _Generic(l, long : await f(4), int : await f(5)), long : await f(6)));
    printf("%d\n", _Generic(i, int : i) + await f(2));
    _Generic(i, int : i, long : l) = await f(9);
    printf("%d\n", i);
    _Generic(i, int : i, long : l) += await f(9);
    printf("%d\n", i);
    i = _Generic(i, int : await f(1), long : 5) ? _Generic(l, int : await f(1), long : await f(8)) : 1;
    printf("%d\n", i);
    while (_Generic(i, int : await f(i--), default : 1))
        ;
    printf("%d\n", i);
    unsigned char c = 1;
    struct {
        int b : 3;
    } s = {1};
    printf("%d\n", _Generic(c, char : await f(1), signed char : await f(2), unsigned char : await f(3)));
    printf("%d\n", _Generic(s.b + 0, long int : await f(1), unsigned : await f(2), signed int : await f(3)));
    printf("%d\n", _Generic(1.0L, double : await f(1), long double : await f(2), float : await f(3)));
    printf("%d\n", _Generic(1ull, unsigned long: await f(1), long unsigned int long: await f(2), const int: await f(3), int *: await f(4)));
    return 0;
}
// expect: 1
// expect: 2
// expect: 1
// expect: 2
// expect: 3
// expect: 3
// expect: 6
// expect: 4
// expect: 5
// expect: 9
// expect: 18
// expect: 8
// expect: -1
// expect: 3
// expect: 3
// expect: 2
// expect: 2
