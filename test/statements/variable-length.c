// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Arrays of variable length across awaits: kept until their scope ends, in loops, of two dimensions, with sizeof, left
// by break, goto and return.
#include "../Inputs/waits.h"

static async int sum(int n)
{
    int list[n];
    for (int i = 0; i < n; i++)
        list[i] = await get(i);
    int all = 0;
    for (int i = 0; i < n; i++)
        all += list[i] * await get(2);
    return all + (int)(sizeof list / sizeof *list);
}
static async int grid(int w, int h)
{
    int cells[h][w];
    w = 100; /* the length was taken when the array was declared */
    for (int y = 0; y < h; y++)
        for (int x = 0; x < (int)(sizeof *cells / sizeof **cells); x++)
            cells[y][x] = await get(y * 10 + x);
    await rest();
    int (*row)[sizeof *cells / sizeof **cells] = &cells[h - 1];
    return cells[1][2] + (*row)[0] + w;
}
static async int in_loops(int n)
{
    int all = 0;
    for (int i = 1; i < n; i++) {
        char text[i + 1];
        memset(text, 'a' + i, sizeof text - 1);
        text[i] = 0;
        await rest();
        say("%s ", text);
        if (i == 3)
            continue;
        if (i == 5)
            break;
        all += (int)sizeof text;
    }
    return all;
}
static async int leave(int n)
{
    {
        long list[n];
        list[0] = await get(n);
        if (list[0] == 1)
            goto out;
        if (list[0] == 2)
            return (int)list[0] * 10;
        list[n - 1] = list[0] + 1;
        await rest();
        n = (int)list[n - 1];
    }
out:
    await rest();
    return n;
}
static async int parameter(int n, int list[n], int cells[][n])
{
    await rest();
    return list[n - 1] + cells[1][n - 1];
}
static async void test(void)
{
    say("%d %d\n", await sum(5), await sum(1));
    say("%d\n", await grid(3, 4));
    say("%d\n", await in_loops(8));
    for (int i = 1; i < 5; i++)
        say("%d ", await leave(i));
    int list[2] = {1, 2}, cells[2][2] = {{3, 4}, {5, 6}};
    say("%d\n", await parameter(2, list, cells));
}
// flags: -Wno-unknown-warning-option -Wno-maybe-uninitialized
// expect: 25 1
// expect: 142
// expect: b cc ddd eeee fffff 10
// expect: 1 20 4 5 8
// elision: same
