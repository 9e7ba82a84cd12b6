// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Coroutine objects: a call alone does not run; arguments are evaluated when it is made; await runs it and gives its
// value, of any type; an object can be made anew, stand in arrays, be awaited in any expression.
#include <asyncc.h>
#include <stdio.h>

struct pair {
    int a, b;
};
struct big {
    char text[200];
};
typedef async int stepper(int);

static async int add(int a, int b)
{
    printf("[%d+%d]", a, b);
    await async_yield();
    return a + b;
}
static async int now(int x)
{
    printf("[now %d]", x);
    return x;
}
static async struct pair make(int a)
{
    await async_sleep(0.001);
    return (struct pair){a, a + 1};
}
static async struct big big(struct big b, int at, char c)
{
    await async_yield();
    b.text[at] = c;
    return b;
}
static async double half(double x)
{
    await async_yield();
    return x / 2;
}
static async char *end(char *text)
{
    while (*text) {
        await async_yield();
        text++;
    }
    return text;
}
static int tick(void)
{
    static int count;
    printf("(%d)", count);
    return count++;
}

async int main(void)
{
    async int c = add(1, 2);
    async int d = add(tick(), 0);
    int x = 5;
    async int e = now(x);
    x = 6;
    printf("made %d\n", x);
    printf("%d\n", await d);
    printf("%d\n", await c + await e);

    async struct pair p = make(5);
    printf("%d\n", (await p).b);
    async struct big b = big((struct big){"object"}, 0, 'O');
    printf("%s\n", (await b).text);
    async double h = half(5);
    printf("%g\n", await h);
    char text[] = "some text";
    async char *q = end(text);
    printf("%d\n", (int)(await q - text));

    /* Made anew after each await. */
    async int again = now(0);
    for (int i = 1; i < 4; i++) {
        printf("%d ", await again);
        again = now(i);
    }
    printf("%d\n", await again);

    /* Arrays, with initialisers and without. */
    async int list[3] = {now(10), add(10, 10), async_start(now(30))};
    async int grid[2][2];
    for (int i = 0; i < 4; i++)
        if (i % 2)
            grid[i / 2][i % 2] = now(i);
        else
            grid[i / 2][i % 2] = async_start(add(i, 0));
    printf("\n");
    int sum = 0;
    for (int i = 2; i >= 0; i--)
        sum += await list[i];
    printf("%d\n", sum);
    printf("%d\n", await grid[1][0] * 10 + await grid[sum - 59][1]);
    printf("%d\n", await grid[0][1] + await grid[0][0]);

    /* In a branch, a condition, an index, an argument, a call through a pointer. */
    stepper *f = now;
    async int i = f(1), j = f(2), k = async_start(f(3));
    if (await i)
        printf("%d\n", (int[]){4, 5, 6}[await j]);
    printf("%d\n", await now(await k));

    /* Several in one declaration, one of them for a value that it starts at once. */
    async int l = now(7), m = async_start(now(8));
    printf("\n%d\n", await l - await m);
    return 0;
}
// expect: (0)made 6
// expect: [0+0]0
// expect: [1+2][now 5]8
// expect: 6
// expect: Object
// expect: 2.5
// expect: 9
// expect: [now 0]0 [now 1]1 [now 2]2 [now 3]3
// expect: [now 30][0+0][2+0]
// expect: [10+10][now 10]60
// expect: [now 3]23
// expect: [now 1]1
// expect: [now 3][now 1][now 2]6
// expect: [now 3]3
// expect: [now 8][now 7]
// expect: -1
