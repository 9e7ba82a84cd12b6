// RUN: %matrix %s
// Subscripts with awaits in the array, in the index, in both, in several dimensions.
#include "../Inputs/waits.h"

struct row {
    int cells[3];
    const char *name;
};

static int table[2][3] = {{1, 2, 3}, {4, 5, 6}};
static struct row rows[2] = {{{10, 20, 30}, "first"}, {{40, 50, 60}, "second"}};
static int turn;

static int next(void)
{
    say("n%d ", turn);
    return turn++;
}
static async struct row *row(int i)
{
    say("row%d ", i);
    await rest();
    return &rows[i];
}
static async struct row copy(int i)
{
    say("copy%d ", i);
    await rest();
    return rows[i];
}
static async int turn_on(int x)
{
    await rest();
    turn += 1;
    return x;
}

static async void test(void)
{
    int local[2][2] = {{7, 8}, {9, 10}};
    turn = 0;
    say("%d\n", table[await see(1)][await see(2)]);
    say("%d\n", table[next()][await see(1)]);
    say("%d\n", (await see(2))[table[0]]);
    say("%d\n", (await row(1))->cells[await see(1)]);
    say("%s %c\n", (await row(0))->name, (await row(0))->name[await see(1)]);
    say("%d\n", (await copy(1)).cells[0]);
    say("%d\n", (await copy(0)).cells[await see(2)]);
    say("%d\n", rows[await see(1)].cells[await see(0)] + rows[await see(0)].cells[await see(2)]);
    say("%d\n", local[await see(1)][await see(0)]);
    local[await see(0)][1] += await see(2);
    say("%d\n", local[0][1]);
    local[0][await see(0)]--;
    say("%d\n", local[0][0]);
    say("%c\n", "abcdef"[await see(3)]);
    say("%d\n", *(table[1] + await see(2)));
    say("%d\n", *(*(table + await see(1)) + 1));
    int *p = local[1];
    say("%d\n", p[await see(1)] - p[-1]);
    turn = 0;
    say("%d\n", table[turn][await turn_on(0)]);
    say("%d\n", rows[turn].cells[await turn_on(2)]);
    say("%d\n", (int)(&rows[await see(1)] - rows));
    say("%d\n", (int)(&table[1][await see(2)] - table[1]));
    /* The element is read when its turn is, not when its array is. */
    int changing[2] = {1, 2};
    say("%d\n", changing[0] + (changing[1] = await get(5)) * 10 + 0);
    say("%d\n", changing[1] + await get(1));
}
// expect: <1><2>6
// expect: n0 <1>2
// expect: <2>3
// expect: row1 <1>50
// expect: row0 row0 <1>first i
// expect: copy1 40
// expect: copy0 <2>30
// expect: <1><0><0><2>70
// expect: <1><0>9
// expect: <0><2>10
// expect: <0>6
// expect: <3>d
// expect: <2>6
// expect: <1>5
// expect: <1>0
// expect: 1
// expect: 60
// expect: <1>1
// expect: <2>2
// expect: 51
// expect: 6
