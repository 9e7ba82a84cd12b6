// RUN: %matrix --all %s
// Macros that hold parts of declarators, of locals that may live in the frame: a name with its size, its pointers, its
// initialiser, or with another declarator. Globals of the same names tell whether a part is taken for an expression.
#include "../Inputs/waits.h"

#define SIZED(i) k[i + (size & 3)]
#define SIZED_TWICE(i) k[i + size][(size)]
#define PARENTHESIZED (k[(size + 1)])
#define SET x = y = 3
#define SET_SUM x = y ? y + 1 : 2
#define POINTER_TO_ROW (*p)[(size + 1)]
#define POINTERS *p[size + 1]
#define TWO k[size], y
#define NEXT_SIZED ], k[size
#define TWO_SET x = y = 4, p
#define LIST k[] = {1, 2, 3}
#define LISTS x = 3, k[] = {1, 2, 3}
#define CALLED(f) x = (f(2))
#define ROOM [size + 2]
#define TO = &
#define ID(x) x
#define QUALIFIED_SIZED const * k[size]
#define FUNCTION (*f)(int (*)[3])

static int x = 100, y = 1, size = 3, k[4] = {1, 2, 3, 4}, *p = &k[2];

static int twice(int n)
{
    return 2 * n;
}

static int second(int (*row)[3])
{
    return (*row)[1];
}

static async int sized(void)
{
    unsigned char SIZED(4);
    memset(k, 1, sizeof k);
    await rest();
    return (int)sizeof k * 10 + k[6];
}

static async int sized_twice(void)
{
    short SIZED_TWICE(4);
    memset(k, 0, sizeof k);
    await rest();
    return (int)sizeof k * 10 + k[6][2];
}

static async int parenthesized(void)
{
    int __attribute__((aligned(4))) PARENTHESIZED;
    memset(k, 0, sizeof k);
    await rest();
    int __attribute__((aligned(4))) POINTER_TO_ROW = &k;
    await rest();
    return (int)sizeof k * 10 + (*p)[3];
}

static async int set(void)
{
    int SET;
    int *keep TO x;
    await rest();
    return x++ + *keep + y;
}

static async int set_awaits(void)
{
    int first = await get(2), SET, last = await get(7);
    await rest();
    return first * 100 + x++ * 10 + last;
}

static async int set_sum(void)
{
    int SET_SUM, *keep TO x;
    await rest();
    return x + *keep;
}

static async int pointers(void)
{
    char POINTERS;
    char letter = 'a';
    p[3] = &letter;
    await rest();
    letter++;
    return (int)(sizeof p / sizeof *p) * 1000 + *p[3];
}

static async int qualified(void)
{
    char letter = 'a';
    char QUALIFIED_SIZED;
    k[2] = &letter;
    await rest();
    letter++;
    return (int)(sizeof k / sizeof *k) * 1000 + *k[2];
}

static async int two(void)
{
    char TWO = 5, z = 6;
    y++;
    memset(k, 0, sizeof k);
    await rest();
    return (int)sizeof k * 100 + y++ * 10 + z;
}

static async int next_sized(void)
{
    char v[size + 1 NEXT_SIZED];
    memset(v, 1, sizeof v);
    memset(k, 1, sizeof k);
    await rest();
    return (int)sizeof v * 1000 + (int)sizeof k * 100 + v[0] * 10 + k[2];
}

static async int two_set(void)
{
    int TWO_SET = 2;
    await rest();
    return x++ * 10 + p++;
}

static async int lists(void)
{
    int LIST;
    await rest();
    {
        int before = k[1]++, LISTS, sum = k[0] + x;
        await rest();
        return before * 100 + k[2]++ * 10 + sum;
    }
}

static async int called(void)
{
    int CALLED(await get), z = await get(x);
    int ID(v[size + 1]), ID(*row = v);
    v[2] = await get(9);
    await rest();
    {
        const int CALLED(twice);
        await rest();
        z += x;
    }
    return x * 1000 + z * 100 + *(row + 2) * 10 + (int)(sizeof v / sizeof *v);
}

static async int room(void)
{
    char v ROOM, w ROOM ROOM;
    memset(v, 2, sizeof v);
    memset(w, 3, sizeof w);
    await rest();
    return (int)sizeof v * 1000 + (int)sizeof w * 10 + v[4] + w[4][4];
}

static async int function(void)
{
    int FUNCTION = second, row[3] = {4, 5, 6};
    await rest();
    return f(&row);
}

static async int loops(void)
{
    int sum = 0;
    for (int SET; x < 6; x++)
        sum += x + await get(1);
    for (int i = 0, SIZED(2); i < 3; i++) {
        k[i] = await get(i);
        sum += k[i] + (int)(sizeof k / sizeof *k);
    }
    return sum;
}

static async int parameters(int n, int SIZED(n), int ID(m))
{
    await rest();
    return k[1] * n + m;
}

static async int stored(void)
{
    _Alignas(16) unsigned char SIZED(4);
    static int SET_ONCE = 3, *POINTER_ONCE = &SET_ONCE;
    memset(k, 1, sizeof k);
    await rest();
    return (int)sizeof k + SET_ONCE + *POINTER_ONCE + k[0];
}

static async void test(void)
{
    int rows[8] = {7, 8, 9};
    x = 100, y = 1;
    say("%d ", await sized());
    say("%d ", await sized_twice());
    say("%d ", await parenthesized());
    say("%d ", await set());
    say("%d ", await set_awaits());
    say("%d\n", await set_sum());
    say("%d ", await pointers());
    say("%d ", await qualified());
    say("%d ", await two());
    say("%d ", await next_sized());
    say("%d\n", await two_set());
    say("%d ", await lists());
    say("%d ", await called());
    say("%d ", await room());
    say("%d\n", await function());
    say("%d ", await loops());
    say("%d ", await parameters(2, rows, 3));
    say("%d\n", await stored());
    say("%d %d %d %d\n", x, y, k[2], *p);
}

// expect: 71 420 160 10 237 8
// expect: 4098 3098 366 4311 42
// expect: 234 2694 5255 5
// expect: 33 19 14
// expect: 100 3 3 3
// elision: same
