// Pointers into what is no variable: the array members of compound literals and of structs that are only values, handed
// to a callee that waits. They have to live in the frame.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

struct row {
    unsigned n[2];
};
struct table {
    struct row rows[2];
};

static struct row plain(unsigned x)
{
    struct row r = {{x, x + 1}};
    return r;
}
static async struct row make(unsigned x)
{
    await rest();
    return plain(x);
}
static struct table tables(unsigned x)
{
    struct table t = {{{{x, x + 1}}, {{x + 2, x + 3}}}};
    return t;
}
static async unsigned sum(const unsigned *a)
{
    unsigned s = 0;
    for (int i = 0; i < 2; i++) {
        await rest();
        spoil_stack();
        s += a[i];
    }
    return s;
}
#define ROW ((struct row){.n = {6, 7}})
#define NUMBERS (unsigned[]){3, 4}

static async void literals(void)
{
    say("%u\n", await sum((struct row){.n = {1, 2}}.n));
    say("%u\n", ((struct row){.n = {1, 2}}.n)[await get(1)]);
    say("%u\n", await sum(&(struct row){.n = {1, 2}}.n[0]));
    say("%u %u\n", await sum(ROW.n), await sum(NUMBERS));
    const unsigned *p = (struct row){.n = {1, 2}}.n;
    await rest();
    say("%u\n", p[1]);
}
static async void values(int c)
{
    struct row a = {{1, 2}}, b = {{3, 4}};
    await rest();
    say("%u %u\n", await sum(plain(5).n), await sum((await make(5)).n));
    say("%u %u\n", (await make(5)).n[await get(1)], plain(5).n[await get(1)]);
    say("%u %u\n", (c ? a : b).n[await get(1)], await sum((c ? a : b).n));
    say("%u ", await sum((a = b).n));
    say("%u\n", await sum((c++, a).n));
    say("%u %u\n", await sum(c ? plain(8).n : b.n), await sum(c ? (await make(8)).n : b.n));
    say("%u\n", await sum(__extension__({
                              struct row r = await make(9);
                              r;
                          }).n));
    say("%u\n", (unsigned)await get((int)*(await make(8)).n) + (await make(6)).n[1]);
    say("%u %u\n", await sum(tables(1).rows[1].n), await sum(&tables(5).rows[c - c].n[0]));
    say("%u %d\n", plain(8).n[1], await get(2));
}

static async void test(void)
{
    await literals();
    await values(1);
}
// expect: 3
// expect: 2
// expect: 3
// expect: 13 7
// expect: 2
// expect: 11 11
// expect: 6 6
// expect: 2 3
// expect: 7 7
// expect: 17 17
// expect: 19
// expect: 15
// expect: 7 11
// expect: 9 2
// elision: same
