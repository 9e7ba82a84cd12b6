// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Locals whose address is known stay where they are, while others of the same name do not: each scope has its own, each
// round of a loop begins with a fresh value, and a pointer that outlives an await still points to it.
#include "../Inputs/waits.h"

struct pair {
    int a, b;
};
static int *kept[4];

static void keep(int slot, int *p)
{
    kept[slot] = p;
}
static async void bump(int *p)
{
    await rest();
    ++*p;
}

static async int nested(int x)
{
    keep(0, &x);
    int sum = 0;
    {
        int x = 10;
        keep(1, &x);
        await rest();
        ++*kept[0];
        ++*kept[1];
        {
            int x = await get(100);
            await bump(kept[1]);
            sum += x;
            {
                int x = 1000;
                keep(2, &x);
                await bump(&x);
                await bump(kept[2]);
                sum += x;
            }
            sum += x;
        }
        sum += x;
        sum += kept[1] == &x;
    }
    sum += x;
    {
        char x = 'a', *p = &x;
        await rest();
        sum += *p;
    }
    return sum;
}
static async int rounds(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        int fresh = 5, *p = &fresh, uninitialised;
        int list[2] = {i};
        await bump(p);
        list[1] += fresh;
        uninitialised = i;
        await bump(&uninitialised);
        await bump(&list[0]);
        sum += *p * 100 + list[0] * 10 + list[1] + uninitialised;
    }
    return sum;
}
static async int branches(int x)
{
    if (x) {
        int a = x, *p = &a;
        await rest();
        return *p;
    } else {
        int b[3] = {1, 2, 3};
        await rest();
        x = b[2];
    }
    double d = 0.5, *p = &d;
    await rest();
    return x + (int)(*p * 4);
}
/* The address escapes after the await, in a loop that goes round: it was pinned all the time. */
static async int late(void)
{
    int v = 1, *p = NULL;
    for (int i = 0; i < 3; i++) {
        v += await get(1);
        if (p)
            *p += 10;
        p = &v;
    }
    return v;
}
static async int parameters(int a, char text[8], const struct pair *s)
{
    int *p = &a;
    await rest();
    *p += text[0];
    return a + (s != NULL);
}
static async int to_itself(void)
{
    struct list { struct list *next; int v; } a = {&a, 3}, b = {&a, 4};
    await rest();
    return a.next->v * 10 + b.next->next->v + (a.next == &a);
}

static async void test(void)
{
    say("%d\n", await nested(1));
    say("%d\n", await rounds());
    say("%d %d\n", await branches(7), await branches(0));
    say("%d\n", await late());
    say("%d\n", await parameters(1, (char[8]){2, 0}, NULL));
    say("%d\n", await to_itself());
}
// expect: 1314
// expect: 1884
// expect: 7 5
// expect: 24
// expect: 3
// expect: 34
// elision: same
