// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// gather: results of every type and to every kind of place, converted as an assignment would; the places are those from
// before the gather; nested, in expressions' arguments, of pointers, of one call, of many.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};
typedef async int stepper(int);

static int count, table[4];

static async struct pair make(int a)
{
    await rest();
    return (struct pair){a, a + 1};
}
static async void set(int *to, int value)
{
    await rest();
    await rest();
    *to = value;
}
static async int move(int x)
{
    await rest();
    count += 2;
    return x;
}
static async int sum(int n)
{
    int a, b;
    if (n == 0)
        return await get(1);
    await async_gather(a = sum(n - 1), b = sum(n - 1));
    return a + b;
}

static async void test(void)
{
    int a = 0, list[3] = {0}, *p = list;
    char c;
    unsigned char small;
    double d;
    float f;
    long long wide;
    void *v;
    struct pair pair, pairs[2];
    struct { int x; struct pair in; } s = {0};
    count = 0;
    memset(table, 0, sizeof table);

    await async_gather(c = get('c'), d = get_double(0.5), v = get_pointer(&a), pair = make(3), wide = get(-1),
                       pairs[1] = make(7));
    say("%c %g %d %d %d %d\n", c, d, v == &a, pair.b, (int)wide, pairs[1].a);
    /* int to unsigned char, double to int and to float, int to double. */
    await async_gather(small = get(300), a = get_double(2.75), f = get_double(0.1), d = get(3));
    say("%d %d %d %g\n", small, a, f == (float)0.1f, d);
    await async_gather(list[1] = get(1), p[2] = get(2), *p = get(3), s.x = get(4), (&s)->in.b = get(5), (s.in.a) = get(6));
    say("%d %d %d %d %d %d\n", list[0], list[1], list[2], s.x, s.in.a, s.in.b);
    /* The places are found before anything runs. */
    await async_gather(table[count] = move(1), table[count + 1] = move(2), a = get(3));
    say("%d %d %d %d, %d\n", table[0], table[1], table[2], table[3], count);
    p = list;
    await async_gather(*p++ = get(10), *p++ = get(20));
    say("%d %d %d\n", list[0], list[1], (int)(p - list));
    /* Calls whose value nobody wants, void ones, only void ones, one alone. */
    int x = 0, y = 0;
    await async_gather(get(1), set(&x, 5), y = get(2), rest());
    say("%d %d\n", x, y);
    await async_gather(set(&x, 6), set(&y, 7));
    say("%d %d\n", x, y);
    await async_gather(x = get(8));
    await async_gather(set(&y, 9));
    await async_gather(rest());
    say("%d %d\n", x, y);
    /* Through pointers; arguments that are awaited first. */
    stepper *step = get, *steps[2] = {get, see};
    await async_gather(x = step(1), y = (*step)(2), a = steps[await get(1)](3));
    say(" %d %d %d\n", x, y, a);
    await async_gather(x = get(await see(4)), y = get(await see(5) + a));
    say(" %d %d\n", x, y);
    say("%d\n", await sum(5));
    /* In conditions, loops, branches, after one another. */
    for (int i = 0; i < 3; i++)
        if (i % 2)
            await async_gather(x = get(i), y = get(i + 1));
        else
            await async_gather(y = get(i));
    say("%d %d\n", x, y);
    int many[20];
    await async_gather(many[0] = get(0), many[1] = get(1), many[2] = get(2), many[3] = get(3), many[4] = get(4),
                       many[5] = get(5), many[6] = get(6), many[7] = get(7), many[8] = get(8), many[9] = get(9),
                       many[10] = get(10), many[11] = get(11), many[12] = get(12), many[13] = get(13),
                       many[14] = get(14), many[15] = get(15), many[16] = get(16), many[17] = get(17),
                       many[18] = get(18), many[19] = get(19));
    int all = 0;
    for (int i = 0; i < 20; i++)
        all += many[i] * i;
    say("%d\n", all);
    (await async_gather(x = get(1)), say("and %d\n", x));
}
// flags: -Wno-unknown-warning-option -Wno-sequence-point -Wno-unsequenced -Wno-conversion
// expect: c 0.5 1 4 -1 7
// expect: 44 2 1 3
// expect: 3 1 2 4 6 5
// expect: 1 2 0 0, 4
// expect: 10 20 2
// expect: 5 2
// expect: 6 7
// expect: 8 9
// expect: <3> 1 2 3
// expect: <4><5> 4 8
// expect: 32
// expect: 1 2
// expect: 2470
// expect: and 1
