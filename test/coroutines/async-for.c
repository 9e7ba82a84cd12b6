// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// async_for and ASYNC_SCOPED_GROUP: a loop or block that is left early cancels the producer or the children, and waits.
#include <asyncc.h>
#include <stdio.h>

async int squares(int *out, int n)
{
    for (int i = 0; i < n; i++) {
        int s = await async_emit(out, i * i);
        if (s < 0) {
            printf("producer %d\n", s);
            return s;
        }
        if (i % 2)
            await async_sleep(1);
    }
    return 7;
}
async int tree(int *out, int n)
{
    int x, s = 0;
    if (n == 0)
        return 0;
    s = await async_emit(out, n);
    if (s < 0)
        return s;
    async_for(tree(&x, n - 1))
    {
        s = await async_emit(out, x * 10);
        if (s < 0)
            return s;
    }
    return s;
}
async int worker(int n)
{
    int s = await async_sleep(n);
    return s < 0 ? s : n;
}
async int early(int n)
{
    ASYNC_SCOPED_GROUP(g);
    int v = 0;
    async_group_spawn(&g, v += worker(1));
    async_group_spawn(&g, v += worker(100));
    if (n) {
        int e = await async_group_next(&g);
        printf("next %d v %d\n", e, v);
        return v;
    }
    return await async_group_join(&g);
}
async int main(void)
{
    int x, s = -1;
    async_for(s = squares(&x, 5))
    {
        printf("%d\n", x);
        if (x == 4)
            break;
    }
    printf("s %d\n", s);
    async_for(s = squares(&x, 3)) printf("%d\n", x);
    printf("s %d\n", s);
    async_for(tree(&x, 4)) printf("%d\n", x);
    printf("early %d at %g\n", await early(1), async_time());
    return 0;
}
// expect: 0
// expect: 1
// expect: 4
// expect: producer -125
// expect: s -125
// expect: 0
// expect: 1
// expect: 4
// expect: s 7
// expect: 4
// expect: 30
// expect: 200
// expect: 1000
// expect: next 0 v 1
// expect: early 1 at 3
