// RUN: %matrix --all %s
// gather: any number, results where the assignments say, nested, in loops, of functions that wait and that do not.
#include <asyncc.h>
#include <stdio.h>

async int late(int x, double seconds)
{
    await async_sleep(seconds);
    printf("late %d\n", x);
    return x;
}

async int now(int x)
{
    return 10 * x;
}

async void say(const char *text, int times)
{
    for (int i = 0; i < times; i++) {
        printf("%s %d\n", text, i);
        await async_yield();
    }
}

async int pair(int x)
{
    int a, b;
    await async_gather(a = late(x, 0.002 * x), b = now(x));
    return a + b;
}

async int main(void)
{
    int a = 0, b = 0, c[3] = {0};
    struct {
        int field;
    } s = {0};

    await async_gather(a = late(3, 0.3), b = late(1, 0.1), c[a] = late(2, 0.2));
    printf("%d %d %d\n", a, b, c[0]);

    await async_gather(a = now(1), b = now(2));
    printf("%d %d\n", a, b);

    await async_gather(s.field = pair(2), c[1] = pair(1), now(4));
    printf("%d %d\n", s.field, c[1]);

    await async_gather(say("a", 3), say("b", 1), say("c", 2));

    for (int i = 0; i < 2; i++)
        await async_gather(c[i] = late(i, 0.01), c[i + 1] = now(i));
    printf("%d %d %d\n", c[0], c[1], c[2]);

    await async_gather(a = late(7, 0.1));
    printf("%d\n", a);
    return 0;
}
// expect: late 1
// expect: late 2
// expect: late 3
// expect: 3 1 2
// expect: 10 20
// expect: late 1
// expect: late 2
// expect: 22 11
// expect: a 0
// expect: b 0
// expect: c 0
// expect: a 1
// expect: c 1
// expect: a 2
// expect: late 0
// expect: late 1
// expect: 0 1 10
// expect: late 7
// expect: 7
