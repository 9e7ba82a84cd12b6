// RUN: %matrix --all %s
// An await anywhere an expression can stand, and what each operator then does.
#include <asyncc.h>
#include <stdio.h>

struct pair {
    int a, b;
};

async int get(int x)
{
    printf("<%d>", x);
    if (x % 2 == 0)
        await async_sleep(0.001);
    return x;
}

async int *where(int *array, int index)
{
    printf("[%d]", index);
    await async_yield();
    return array + index;
}

async struct pair both(int a, int b)
{
    await async_yield();
    return (struct pair){a, b};
}

static int sum3(int a, int b, int c)
{
    return a * 100 + b * 10 + c;
}

static void line(int x)
{
    printf(" = %d\n", x);
}

async int main(void)
{
    int a[4] = {10, 20, 30, 40};

    line(await get(1) + await get(2) * await get(3));
    line(-await get(4));
    line(!await get(0));
    line(await get(7) % await get(4) << await get(2));
    line(sum3(await get(1), 2, await get(4)));

    line(await get(0) && await get(1));
    line(await get(2) && await get(4));
    line(await get(0) || await get(6));
    line(await get(2) || await get(1));
    line(await get(2) ? await get(3) : await get(4));
    line(await get(0) ? await get(3) : await get(4));
    line((await get(1), await get(2)));
    line(await get(1) && (await get(0) || await get(2)) && !await get(4));

    a[await get(1)] = await get(2);
    line(a[1]);
    *await where(a, 2) += await get(5);
    line(a[2]);
    a[await get(3)]++;
    line(a[3]);
    int i = 0;
    a[i++] = await get(8);
    line(a[0] + 100 * i);
    a[i] = a[i] + await get(2) + a[i];
    line(a[i]);
    line(++*await where(a, 0));

    struct pair p = {.b = await get(1), .a = await get(2)};
    line(p.a * 10 + p.b);
    int b[] = {await get(3), [2] = await get(4)};
    line(b[0] * 100 + b[1] * 10 + b[2]);
    line((await both(5, 6)).b);
    line(((struct pair){await get(1), await get(2)}).b);
    p = await both(await get(3), await get(4));
    line(p.a * 10 + p.b);

    int n = await get(2);
    n += await get(3);
    n <<= await get(1);
    line(n);
    double d = await get(3);
    d /= await get(2);
    line((int)(d * 10));
    line((int)(char)await get(65));
    if (await get(1) == await get(1) && n > 2)
        line(await get(9));
    line(await get(0));
    return 0;
}
// expect: <1><2><3> = 7
// expect: <4> = -4
// expect: <0> = 1
// expect: <7><4><2> = 12
// expect: <1><4> = 124
// expect: <0> = 0
// expect: <2><4> = 1
// expect: <0><6> = 1
// expect: <2> = 1
// expect: <2><3> = 3
// expect: <0><4> = 4
// expect: <1><2> = 2
// expect: <1><0><2><4> = 0
// expect: <1><2> = 2
// expect: [2]<5> = 35
// expect: <3> = 41
// expect: <8> = 108
// expect: <2> = 6
// expect: [0] = 9
// expect: <1><2> = 21
// expect: <3><4> = 304
// expect:  = 6
// expect: <1><2> = 2
// expect: <3><4> = 34
// expect: <2><3><1> = 10
// expect: <3><2> = 15
// expect: <65> = 65
// expect: <1><1><9> = 9
// expect: <0> = 0
