// RUN: %matrix %s
// elision: same
// Locals of types without a name are bytes in the frame, aligned as the type is: on 32 bits, too, where no type of C's
// own has this alignment.
#include <asyncc.h>
#include <stdio.h>
typedef int vector __attribute__((vector_size(16)));
async int g(int x)
{
    await async_yield();
    return x;
}
static int misaligned(const void *p, unsigned alignment)
{
    return (int)((unsigned long)p % alignment);
}
async int work(char odd)
{
    int first[21] = {await g(0)}; /* the largest come first */
    struct {
        char c;
        union {
            int i;
        } __attribute__((aligned(16))) in[2];
    } a = {odd, {{1}, {await g(2)}}}, *p = &a;
    struct {
        int i;
    } between = {await g(1)}, *s = &between;
    struct {
        vector v;
    } b = {{1, 2, await g(3)}}, *q = &b;
    struct __attribute__((aligned(8))) {
        char c;
    } c = {odd}, *r = &c;
    q->v += (vector){1, 1, 1, await g(1)};
    printf("%d %d %d\n", misaligned(p, 16), misaligned(q, 16), misaligned(r, 8));
    return first[await g(0)] + p->in[1].i + q->v[2] + r->c + s->i * await g(1);
}
async int main(void)
{
    int a, b;
    await async_gather(a = work(1), b = work(2));
    printf("%d %d\n", a, b);
    return 0;
}
// expect: 0 0 0
// expect: 0 0 0
// expect: 8 9
