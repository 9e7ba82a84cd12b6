// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Compound literals are objects of the block that they stand in: their address is good across awaits.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};

static async int sum(const int *list, int n)
{
    int all = 0;
    for (int i = 0; i < n; i++)
        all += list[i] * await get(1);
    return all;
}
static async int of_pair(struct pair *p)
{
    await rest();
    return p->a++ * 10 + p->b;
}
static async int by_value(struct pair p)
{
    await rest();
    return p.a * 10 + p.b;
}

static async void test(void)
{
    say("%d\n", await sum((int[]){1, 2, 3}, 3));
    say("%d\n", await sum((const int[4]){[3] = await get(5)}, 4));
    say("%d\n", await of_pair(&(struct pair){1, 2}));
    struct pair *p = &(struct pair){await get(3), 4};
    await rest();
    p->a += await get(1);
    say("%d %d\n", p->a, await of_pair(p));
    say("%d\n", p->a);
    const char *text = (char[]){'t', 'e', 'x', 't', 0}, **words = (const char *[]){"one", await get_pointer("two"), NULL};
    await rest();
    say("%s %s\n", text, words[1]);
    for (int i = 0; i < 3; i++) {
        int *each = (int[]){i, i + 1}, *fresh = &(int){0};
        await rest();
        each[0] += 10;
        *fresh += await get(each[0]);
        say("%d %d,", each[0] + each[1], *fresh);
    }
    say("\n");
    say("%d\n", await by_value((struct pair){await get(5), 6}));
    struct pair q = (struct pair){7, 8};
    q = (struct pair){await get(q.b), await get(q.a)};
    say("%d %d\n", q.a, q.b);
    say("%d\n", (struct pair){await get(9), 1}.a + (int[2]){1, 2}[await get(1)]);
    int *pointer = NULL;
    if (await get(1))
        pointer = (int[]){11, 12};
    else
        pointer = (int[]){13, 14};
    say("%d\n", pointer != NULL);
    p = &(struct pair){.b = (int){15} + await get(1)};
    say("%d\n", p->b);
}
// expect: 6
// expect: 5
// expect: 12
// expect: 4 44
// expect: 5
// expect: text two
// expect: 11 10,13 11,15 12,
// expect: 56
// expect: 8 7
// expect: 11
// expect: 1
// expect: 16
