// RUN: %matrix %s
// elision: same
// Structs, unions and enums without a tag, with attributes in the place of one, whose objects stay in the frame.
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#define PACKED __attribute__((packed))
#define ATTR(x) __attribute__((x))
async int g(int x)
{
    await async_yield();
    return x;
}
async int main(void)
{
    struct __attribute__((packed)) {
        char c;
        int x;
    } s = {1, 4};
    void *p = &s;
    union /* comment { */ __attribute__((__may_alias__)) {
        int i;
        float f;
    } u = {3}, *up = &u;
    enum __attribute__((packed)) { A, B = 300 } volatile e = B;
    struct PACKED {
        char c;
        long long x;
    } arr[2] = {{1, 2}, {3, 4}};
    struct ATTR(aligned(8)) {
        char c;
    } const k = {await g(7)};
    struct __attribute__((aligned(sizeof(int) * 2), packed)) __attribute__((unused)) {
        char c;
    } z = {await g(8)}, *zp = &z;
    void *q = &(struct __attribute__((packed)) {
        char c;
        int x;
    }){1, 5};
    struct PACKED {
        char c;
        struct PACKED {
            char d;
            int y;
        } in;
    } n2 = {1, {2, 3}}, *np = &n2;
    await async_yield();
    printf("%d %d %d %d %d\n", p == &s ? s.x : 0, (int)sizeof s, up->i, (int)e, (int)sizeof e);
    printf("%d %d %d\n", (int)arr[1].x, (int)sizeof arr, k.c);
    printf("%d %d\n", zp->c, (int)__alignof__(z));
    int x;
    memcpy(&x, (char *)q + 1, sizeof x);
    printf("%d %d %d\n", x, np->in.y, (int)sizeof n2);
    for (
        struct __attribute__((packed)) {
            char c;
            int i;
        } it = {0, 0},
          *ip = &it;
        ip->i < 2; it.i++)
        printf("%d\n", await g(it.i) + (int)sizeof it);
    return 0;
}
// expect: 4 5 3 300 2
// expect: 4 18 7
// expect: 8 8
// expect: 5 3 6
// expect: 5
// expect: 6
