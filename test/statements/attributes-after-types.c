// RUN: %matrix %s
// elision: same
// Attributes of a type that stand after its closing brace, themselves or by a macro, where the declaration is rewritten.
#include <asyncc.h>
#include <stdio.h>
#define ALIGNED __attribute__((aligned(16)))
#define ATTR(...) __attribute__((__VA_ARGS__))
#define NAMED named
async int g(int x)
{
    await async_yield();
    return x;
}
async int main(void)
{
    union {
        int i;
        unsigned u;
    } __attribute__((aligned(16))) a = {1}, b[2] = {{1}, {await g(2)}};
    struct {
        char c;
        int i;
    } ATTR(packed) __attribute__((__may_alias__)) volatile c = {1, await g(3)}, *cp = &c;
    enum { A, B } __attribute__((packed)) const e = await g(1) ? B : A;
    struct tag {
        int i;
    } ALIGNED const f = {5}, h = {6}, k[2] = {{7}};
    struct tag l[2] = {{await g(8)}};
    struct {
        char c;
        int i;
    } ATTR(packed) NAMED = {1, await g(3)};
    union u {
        int i;
        unsigned f;
    } ATTR(transparent_union) *up = &(union u){await g(4)};
    void *q = &(struct {
        char c;
        int i;
    } ATTR(packed)){1, await g(5)};
    await async_yield();
    b[await g(1)].i += a.i;
    printf("%d %d %d\n", (int)sizeof a, (int)sizeof b, b[1].i);
    printf("%d %d %d %d\n", (int)sizeof c, cp->i, (int)sizeof e, e);
    printf("%d %d %d %d %d\n", (int)sizeof f, (int)sizeof l, f.i + h.i, k[0].i, l[0].i);
    printf("%d %d %d\n", (int)sizeof NAMED, named.i, up->i);
    for (
        struct {
            char c;
            int i;
        } __attribute__((packed)) it = {0, await g(0)},
                                  *ip = &it;
        ip->i < 2; it.i++)
        printf("%d %d\n", await g(it.i) + (int)sizeof it, *((char *)q + 1));
    return 0;
}
// expect: 16 32 3
// expect: 5 3 1 1
// expect: 16 32 11 7 8
// expect: 5 3 4
// expect: 5 5
// expect: 6 5
