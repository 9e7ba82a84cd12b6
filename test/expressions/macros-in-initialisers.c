// RUN: %matrix %s
// elision: same
// Macros that hold parts of designators and values, in lists where an await follows.
#include <asyncc.h>
#include <stdio.h>
#define EQUALS_HALF = (unsigned) primes [ 1
#define NAME_HALF .z = primes [
#define HALF_NEXT [0], .z = primes
#define AT [1
#define OPEN {primes[0],
#define TWO primes[0], primes[1] + 1
#define END_BEGIN + 1, primes[2] -
struct p {
    unsigned a, z, d;
};
struct q {
    struct p in[2];
    unsigned e;
};
static const unsigned primes[3] = {5, 6, 7};
async unsigned g(unsigned x)
{
    await async_yield();
    return x;
}
static void show(struct p p)
{
    printf("%u %u %u\n", p.a, p.z, p.d);
}
// clang-format off
async int main(void)
{
    struct p p = {.a = 1, .z EQUALS_HALF ] - 1, .d = await g(3)};
    show(p);
    p = (struct p){.a = 2, NAME_HALF 2] - 1, .d = await g(4)};
    show(p);
    p = (struct p){.a = primes HALF_NEXT [2] + 1, .d = await g(5)};
    show(p);
    p = (struct p){primes[0] END_BEGIN 3, await g(6)};
    show(p);
    struct q q = {.in[0] = {1, primes[1] END_BEGIN 2}, .in AT ] = {.z EQUALS_HALF ] - 1}, .e = await g(7)};
    show(q.in[0]);
    show(q.in[1]);
    q = (struct q){{{TWO, 9}, OPEN primes[2], 9}}, await g(8)};
    show(q.in[0]);
    show(q.in[1]);
    unsigned a[3] = {AT ] = primes[1], await g(1)};
    printf("%u %u %u %u\n", a[0], a[1], a[2], q.e);
    return 0;
}
// clang-format on
// expect: 1 5 3
// expect: 2 6 4
// expect: 5 8 5
// expect: 6 4 6
// expect: 1 7 5
// expect: 0 5 0
// expect: 5 7 9
// expect: 5 7 9
// expect: 0 6 1 8
