// RUN: %matrix --all %s
// Locals that live in the frame, named where C evaluates nothing: sizeof, typeof, _Alignof, _Generic, enumerators, array
// lengths, bit-field widths, case labels, static initialisers, offsetof, __builtin_types_compatible_p, in blocks and
// types that are declared between two awaits.
#include "../Inputs/waits.h"
#include <stddef.h>

struct pair {
    int a;
    char b[6];
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KIND(x) _Generic((x), int *: 1, char *: 2, struct pair *: 3, double: 4, int: 5, char: 6, default: 7)

static async int names(int n)
{
    char text[] = "some text";
    struct pair pair = {await get(n), "pair"}, *at = &pair;
    int list[7] = {1, 2, 3}, *p = list, other = 4, *po = &other;
    volatile double real = 0.5;
    await rest();
    enum { SIZE = sizeof text, COUNT_OF = COUNT(list), MEMBER = sizeof pair.b, OF = sizeof(*at) / sizeof(at->a) };
    char again[sizeof text] = "again", more[COUNT(list)][sizeof pair.b];
    struct local {
        unsigned width : sizeof other * 2;
        char copy[sizeof text];
        __typeof__(list) all;
    } local = {.width = 200, .copy = "copy"};
    static const size_t kept = sizeof(text) + sizeof pair.b;
    static int counts[COUNT(list)] = {sizeof(char[sizeof text])};
    __typeof__(pair) twin = pair;
    __typeof__(&list) whole = &list;
    __typeof__(*po) plain = *po;
    await rest();
    again[sizeof text - 2] = more[6][5] = (char)await get('z');
    switch (await get((int)sizeof text)) {
    case sizeof pair:
        say("pair ");
        break;
    case COUNT(text):
        say("text ");
        await rest();
    }
    local.copy[await get(1)] = again[8];
    twin.a += await get(plain);
    (*whole)[1] = await get(20);
    say("%d %d %d %d %d %s %d %d\n", SIZE, COUNT_OF, MEMBER, OF, (int)local.width, local.copy, (int)kept, counts[0]);
    say("%d %d %d %d %d %d\n", KIND(list), KIND(text), KIND(&pair), KIND(real), KIND(*po + 1), KIND(text[0]));
    say("%d %d\n", __builtin_types_compatible_p(__typeof__(list), int[7]), (int)(_Alignof(__typeof__(real)) / _Alignof(double)));
    await rest();
    return pair.a + twin.a + list[1] + p[2] + more[6][5] - 'z' + (int)offsetof(struct local, copy) + (int)sizeof local.all / (int)sizeof other;
}
static async int in_loops(int n)
{
    int sum = 0;
    for (int list[] = {1, 2, 3}, i = 0; i < (int)COUNT(list); i += await get(1))
        for (struct { char c[sizeof list]; } s = {{(char)await get(n)}}; s.c[0] > 0; s.c[sizeof s.c - sizeof(list)]--)
            sum += list[i] * (int)(sizeof s.c / sizeof *list) + await get(0);
    while (sum % (int)sizeof(char[3])) {
        char room[3], *at = room;
        at[await get(2)] = 1;
        sum += at[sizeof room - 1] * (int)COUNT(room);
        sum -= (int)sizeof(struct { __typeof__(room) inner; }) + 1;
    }
    return sum;
}

static async void test(void)
{
    say("%d\n", await names(3));
    say("%d %d\n", await in_loops(2), await in_loops(3));
}
// flags: -Wno-pedantic
// expect: text 10 7 6 3 200 czpy 16 10
// expect: 1 2 3 4 5 6
// expect: 1 1
// expect: 41
// expect: 36 54
// elision: same
