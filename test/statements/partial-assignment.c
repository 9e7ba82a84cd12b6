// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Liveness of what is assigned in parts or on some ways only: members one after the other, elements, bit-fields, unions,
// branches, loops whose value comes round, switches, jumps; a later part must not lose an earlier one.
#include "../Inputs/waits.h"

struct inner {
    int x, y;
};
struct outer {
    struct inner in;
    int list[3];
    unsigned bits : 3, more : 5;
    union { int i; char c; } u;
};

static async int members(void)
{
    struct inner p;
    p.x = 1;
    await rest();
    p.y = 2;
    await rest();
    return p.x * 10 + p.y;
}
static async int deep(void)
{
    struct outer o;
    o.in.x = await get(1);
    await rest();
    o.in.y = 2;
    o.list[0] = 3;
    await rest();
    o.list[2] = await get(4);
    o.list[1] = o.list[0] + o.list[2];
    o.bits = 5;
    await rest();
    o.more = 17;
    o.u.i = 0;
    await rest();
    o.u.c = 6;
    struct outer copy = o;
    o.in = (struct inner){7, 8};
    await rest();
    copy.in.y += o.in.y;
    return copy.in.x + copy.in.y + copy.list[1] + (int)(copy.bits + copy.more) + copy.u.c;
}
static async int some_ways(int way)
{
    int x, y = -1;
    if (way == 1)
        x = await get(10);
    else if (way == 2) {
        await rest();
        x = 20;
    } else
        return await get(30);
    switch (way) {
    case 1:
        y = x + await get(1);
        break;
    case 2:
        await rest();
    }
    await rest();
    return x + y;
}
static async int comes_round(int n)
{
    int previous = 0, current = 1, first;
    for (int i = 0; i < n; i++) {
        if (i == 0)
            first = await get(100);
        int next = previous + current;
        previous = current;
        await rest();
        current = next;
    }
    return n ? current + first : 0;
}
static async int late_read(int n)
{
    int kept = n * 3, found = -1;
    for (int i = 0; i < 5 && found < 0; i++) {
        if (await get(i) == n)
            found = i;
        else
            continue;
        await rest();
    }
    while (found-- > 0) {
        if (await get(found))
            continue;
        return kept;
    }
    return kept + found;
}
static async int read_by_jump(int n)
{
    int a = n, b = 2 * n, c = 0;
start:
    if (await get(c) > 2)
        goto end;
    a += b;
    c++;
    if (c == 2) {
        b = await get(100);
        goto start;
    }
    await rest();
    goto start;
end:
    return a;
}
static async int swapped(int n)
{
    int a = 1, b = 2;
    for (int i = 0; i < n; i++) {
        int t = a;
        await rest();
        a = b;
        await rest();
        b = t;
    }
    return a * 10 + b;
}
static async int only_inner(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int square = i * i;
        for (int j = 0; j < i; j++) {
            int product = square * j;
            await rest();
            if (product % 2)
                break;
            sum += product;
        }
        sum += await get(square);
    }
    return sum;
}
static async void shrinks(int *out, int n)
{
    int a = n, b = n + 1, c = n + 2;
    await rest();
    out[0] = a;
    await rest();
    out[1] = b;
    await rest();
    out[2] = c;
}

static async void test(void)
{
    say("%d %d\n", await members(), await deep());
    say("%d %d %d\n", await some_ways(1), await some_ways(2), await some_ways(3));
    say("%d %d\n", await comes_round(6), await comes_round(0));
    say("%d %d %d\n", await late_read(0), await late_read(3), await late_read(9));
    say("%d\n", await read_by_jump(1));
    say("%d %d\n", await swapped(2), await swapped(3));
    say("%d\n", await only_inner(5));
    int out[3];
    await shrinks(out, 4);
    say("%d%d%d\n", out[0], out[1], out[2]);
}
// flags: -Wno-unknown-warning-option -Wno-maybe-uninitialized -Wno-sometimes-uninitialized -Wno-conditional-uninitialized
// expect: 12 46
// expect: 21 19 30
// expect: 113 0
// expect: -1 9 25
// expect: 105
// expect: 12 21
// expect: 130
// expect: 456
// elision: same
