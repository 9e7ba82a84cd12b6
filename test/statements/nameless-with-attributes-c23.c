// RUN: %matrix %s
// flags: -std=gnu2x
// elision: same
// The same as nameless-with-attributes.c with the attributes of C23.
#include <asyncc.h>
#include <stdio.h>
async int g(int x)
{
    await async_yield();
    return x;
}
async int main(void)
{
    struct [[gnu::packed]] {
        char c;
        int x;
    } s = {1, 4};
    void *p = &s;
    enum [[gnu::packed]]{A, B = 200} e = B, *ep = &e;
    enum { C, D = 300 } f = D, *fp = &f;
    struct [[gnu::packed]] {
        char c;
        int x;
    } y = await g(1) ? (typeof(y)){1, 2} : (typeof(y)){2, 3};
    struct [[gnu::packed, gnu::aligned(16)]][[]]
    {
        char c;
        int x;
    }
    arr[2] = {{1, 2}};
    await async_yield();
    printf("%d %d %d %d\n", p == &s ? s.x : 0, (int)sizeof s, *ep, (int)sizeof e);
    printf("%d %d\n", *fp, (int)sizeof f);
    printf("%d %d %d\n", (int)arr[0].x, (int)sizeof arr, y.x);
    return 0;
}
// expect: 4 5 200 1
// expect: 300 4
// expect: 2 32 2
