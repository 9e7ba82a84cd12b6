// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// flags: -D_GNU_SOURCE -Wno-pedantic
// elision: same
// Arguments for parameters of a transparent union, as bind and connect have them: a temporary for one has its own type.
#include <asyncc.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
__extension__ typedef union {
    int *ip;
    const char *cp;
    union {
        long *lp;
    };
} any __attribute__((transparent_union));
typedef union __attribute__((transparent_union)) {
    int i;
    unsigned u;
} num;
static async int g(int x)
{
    await async_yield();
    return x;
}
static int take(any a, int x)
{
    return *a.ip + x;
}
static int take2(int x, num n, any a)
{
    return *a.ip + x + n.i;
}
static async int atake(any a, int x)
{
    await async_yield();
    return *a.ip + x;
}
static async int atake2(num n, any a, int x)
{
    await async_yield();
    return *a.ip + x + n.i;
}
static int i = 5, k = 7;
static int *next(void)
{
    i++;
    return &i;
}
static void *vnext(void)
{
    i++;
    return &i;
}
async int main(void)
{
    int a[3] = {1, 2, 3};
    num n = {3};
    any m = {&k};
    void *vp = &k;
    printf("%d\n", take(next(), await g(1)));
    printf("%d\n", take(vnext(), await g(1)));
    printf("%d\n", take(a, await g(1)));
    printf("%d\n", take(m, await g(1)));
    printf("%d\n", take(vp, await g(1)));
    printf("%d\n", take2(await g(1), 3, next()));
    printf("%d\n", take2(2, (num){.u = (unsigned)await g(4)}, next()));
    printf("%d\n", take2(2, n, await g(1) ? a : next()));
    printf("%d\n", take(await g(1) ? a : 0, 3));
    printf("%d\n", take(await g(1) ? (any){a} : m, 3));
    printf("%d\n", take((any){next()}, await g(3)));
    printf("%d\n", take(&a[await g(1)], await g(3)));
    printf("%d\n", await atake(next(), await g(3)));
    printf("%d\n", await atake2(7, next(), await g(3)));
    async int c = atake2(3, a, 4), d = async_start(atake(next(), 4));
    printf("%d %d\n", await c, await d);
    int x, y;
    await async_gather(x = atake(next(), await g(1)), y = atake2(n, m, 3));
    printf("%d %d\n", x, y);
    int (*fp)(any, int) = take;
    printf("%d\n", fp(next(), await g(1)));
    async int (*afp)(any, int) = atake;
    printf("%d\n", await afp(next(), await g(1)));
    printf("%d\n", take(({
                            int *z = &k;
                            await g(1);
                            z;
                        }),
                        1));
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    printf("%d\n", bind(s, (struct sockaddr *)&address, (socklen_t)await g(sizeof address)) == -1 && s >= 0);
    return async_run(atake(a, 1)) - 2;
}
// expect: 7
// expect: 8
// expect: 2
// expect: 8
// expect: 8
// expect: 12
// expect: 15
// expect: 6
// expect: 4
// expect: 4
// expect: 13
// expect: 5
// expect: 14
// expect: 22
// expect: 8 17
// expect: 15 13
// expect: 16
// expect: 17
// expect: 8
// expect: 0
