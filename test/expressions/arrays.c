// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Arrays cannot be assigned, and decay to pointers that must stay right: locals of every element type and dimension,
// parameters, arrays in structs, initialised in a loop, filled across awaits.
#include "../Inputs/waits.h"

struct buffer {
    int length;
    char text[20];
};

static async int total(int count, const int numbers[count])
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += numbers[i] * await get(1);
    return sum;
}
static async void fill(int rows[][3], int n)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 3; j++)
            rows[i][j] = await get(i * 10 + j);
}
static async int last(const char text[static 3], int (*const rows)[3])
{
    await rest();
    text += await get(2);
    return *text + (*rows)[2];
}
static async char *append(char *to, char c)
{
    await rest();
    *to++ = c;
    return to;
}
static async struct buffer add(struct buffer b, char c)
{
    await rest();
    b.text[b.length++] = c;
    return b;
}

static async void test(void)
{
    int numbers[5] = {1, 2, 3};
    numbers[await get(4)] = 9;
    say("%d\n", await total(5, numbers));
    int rows[2][3], (*second)[3] = &rows[1];
    await fill(rows, 2);
    say("%d %d %d\n", rows[0][2], rows[1][2], (*second)[0]);
    say("%d\n", await last("012", rows));
    char text[8], *end = text;
    for (char c = 'a'; c < 'f'; c++)
        end = await append(end, c);
    *end = 0;
    say("%s %d\n", text, (int)(end - text));
    for (int i = 0; i < 3; i++) {
        char each[4] = {(char)('0' + i)};
        int blank[2] = {0};
        await append(each + 1, 'x');
        blank[1] += await get(i);
        say("%s%d ", each, blank[1]);
    }
    say("\n");
    struct buffer b = {0}, list[2] = {{0}, {3, "abc"}};
    for (char c = 'p'; c < 't'; c++)
        b = await add(b, c);
    list[0] = await add(list[1], 'd');
    say("%s %s\n", b.text, list[0].text);
    double d[3] = {0.5, await get_double(1.5)};
    await rest();
    say("%g\n", d[0] + d[1] + d[2]);
    int *pointers[2] = {&numbers[0], await get_pointer(&numbers[1])};
    await rest();
    say("%d\n", *pointers[0] + *pointers[1]);
    const char *names[] = {"zero", "one", "two"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        await rest();
        say("%s ", names[i]);
    }
    say("\n");
    static int kept[2];
    kept[await get(1)]++;
    kept[1] -= await get(1);
    say("%d\n", kept[1]);
    int copy[5];
    memcpy(copy, numbers, sizeof copy);
    await rest();
    say("%d\n", memcmp(copy, numbers, sizeof copy));
    long long wide[1] = {await get(3)};
    wide[0] <<= 40;
    await rest();
    say("%lld %d\n", *wide, (int)sizeof numbers);
    struct { int a[2]; } in[2] = {{{1, 2}}, {{3, await get(4)}}};
    await rest();
    say("%d\n", in[1].a[1] + in[0].a[await get(0)]);
}
// expect: 15
// expect: 2 12 10
// expect: 52
// expect: abcde 5
// expect: 0x0 1x1 2x2 
// expect: pqrs abcd
// expect: 2
// expect: 3
// expect: zero one two 
// expect: 0
// expect: 0
// expect: 3298534883328 20
// expect: 5
// elision: same
