// RUN: %matrix %s
// const locals and parameters live across awaits like any other: of every shape, with const members, in const arrays.
// They are saved and read back, so they lose their const in the output; what they mean is the same.
#include "../Inputs/waits.h"

struct fixed {
    const int id;
    const char *const name;
    int changes;
};
typedef const double number;
typedef const struct fixed always;
typedef int vector[3];

static async struct fixed make(const int id, const char *const name)
{
    await rest();
    return (struct fixed){id, name, 0};
}

static async int sum(const vector v, const int *const p, const struct fixed *restrict const s, const int n)
{
    const int start = await get(v[0]);
    int total = start;
    for (const int *q = v + 1; q < v + n; q++) {
        await rest();
        total += *q;
    }
    return total + *p + s->id;
}

static async void test(void)
{
    const int one = await get(1);
    const struct fixed first = await make(one, "first"), second = {2, "second", 3};
    const vector v = {10, await get(20), 30};
    const int list[] = {await get(4), 5}, *const at = &list[1];
    const char text[] = "text", *const word = "word";
    number d = await get_double(0.5);
    always third = {3, "third", await get(4)};
    struct fixed fourth = {one + 3, "fourth", 0};
    const volatile int v2 = 9;
    const union { int i; float f; } u = {await get(6)};
    await rest();
    say("%d %s %s %d\n", one, first.name, second.name, second.changes);
    say("%d %d %d %d\n", v[1], list[0], *at, (int)sizeof list);
    say("%s %s %g %s %d\n", text, word, d, third.name, third.changes);
    fourth.changes += await get(7);
    say("%d %s %d %d %d\n", fourth.id, fourth.name, fourth.changes, v2, u.i);
    say("%d\n", await sum(v, &one, &fourth, 3));
    for (const int *p = list; p < list + 2; p++) {
        const int here = *p, again = await get(here);
        await rest();
        say("%d ", here + again);
    }
    const struct fixed copies[2] = {first, await make(8, "eight")};
    await rest();
    say("%d %s\n", copies[0].id, copies[1].name);
    struct fixed pinned = fourth, *pin = &pinned, other = await get(1) ? *pin : first, *where = &other;
    await rest();
    pin->changes++;
    where->changes += pin->changes;
    say("%d %s %d\n", pinned.changes, where->name, other.changes);
    /* A constant's value may be a constant expression's. */
    static const int kept = 5;
    const int size = sizeof(char[5]);
    await rest();
    say("%d %d\n", kept, size);
}
// expect: 1 first second 3
// expect: 20 4 5 8
// expect: text word 0.5 third 4
// expect: 4 fourth 7 9 6
// expect: 65
// expect: 8 10 1 eight
// expect: 8 fourth 15
// expect: 5 5
// elision: same
