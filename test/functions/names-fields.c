// Macros with the names of fields that hold no local of the source.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

#define literal 5
#define literal_2 6
#define object 7
#define list_length 8
#define list_2 9

struct three {
    int v[3];
};

static struct three make(int x)
{
    return (struct three){{x, x + 1, x + 2}};
}
static async void lengths(int n)
{
    int list[n], sum = 0;
    list[0] = await get(list_length);
    for (int i = 0; i < 2; i++) {
        int list[n + i], *p = list;
        await rest();
        p[n - 1] = list_2;
        sum += p[await get(n) - 1] + (int)(sizeof list / sizeof *list);
    }
    say("%d %d\n", list[0], sum);
}
static async void test(void)
{
    int *p = (int[]){literal, object, await get(3)}, *q = (int[]){literal_2, 1};
    await rest();
    say("%d %d %d %d %d\n", p[0], p[1], p[2], q[0], make(3).v[await get(1)]);
    await lengths(4);
}
// expect: 5 7 3 6 4
// expect: 8 27
// elision: same
