// RUN: %matrix --all %s
// The calls of a gather may be added to something, and the like: no update is lost, as it may be in `n += await f()`.
// elision: same
#include <asyncc.h>
#include <stdio.h>

#define ADD(to, call) to += call

typedef int four __attribute__((vector_size(16)));

static int total = 100;
static int asked;

static async int later(int n)
{
    await async_sleep(0.001 * n);
    return n;
}

static async int now(int n)
{
    return n;
}

static async double half(int n)
{
    await async_yield();
    return n / 2.0;
}

static int *place(int *at)
{
    asked++;
    return at;
}

static async int sum(int n)
{
    int s = 0;
    await async_gather(s += later(n), s += later(2), (s) -= (now(1)), total += later(1));
    return s;
}

async int main(void)
{
    int list[3] = {1, 2, 3}, i = 0, bits = 8;
    const char *text = "abcdef";
    unsigned char narrow = 250;
    volatile double seen = 3;
    struct {
        int wide;
        unsigned few : 3;
    } fields = {1, 6};
    long long large = 1;

    int s = await sum(3);
    printf("%d %d\n", s, total);
    await async_gather(list[i++] += later(2), list[i] *= later(1), *place(&list[2]) -= now(5), bits |= later(3));
    printf("%d %d %d %d, i %d, asked %d\n", list[0], list[1], list[2], bits, i, asked);
    await async_gather(text += later(2), narrow += later(7), seen *= half(5), large <<= later(1));
    printf("%s %d %g %lld\n", text, narrow, seen, large);
    await async_gather(fields.wide += (int)half(5), fields.few ^= later(2), ADD(list[0], later(1)), bits %= now(5));
    printf("%d %d %d %d\n", fields.wide, fields.few, list[0], bits);
    await async_gather(list[await later(1)] += later(await now(2)), ADD(total, now(await later(1))));
    printf("%d %d\n", list[1], total);
    for (int k = 0; k < 3; k++)
        await async_gather(total += later(k), total -= later(1));
    printf("%d\n", total);

    // Parts of locals, which are not in the frame while it runs.
    struct {
        struct pair {
            int a, b;
        } inner, *other;
    } outer = {{1, 2}, NULL};
    struct pair there = {1, 2};
    outer.other = &there;
    four vector = {1, 2, 3, 4};
    double _Complex z = 1;
    await async_gather(outer.inner.a = later(3), outer.inner.b += later(1), outer.other->a += later(2), there.b = later(9),
                       vector[1] = later(2), vector[i] += later(1), __real__ z += later(4), __imag__ z = half(2));
    printf("%d %d %d %d, %d %d %d, %g %g\n", outer.inner.a, outer.inner.b, there.a, there.b, vector[0], vector[1], vector[2],
           __real__ z, __imag__ z);
    return 0;
}
// expect: 4 101
// expect: 3 2 -2 11, i 1, asked 1
// expect: cdef 1 7.5 2
// expect: 3 4 4 1
// expect: 4 102
// expect: 102
// expect: 3 3 3 9, 1 3 3, 5 1
