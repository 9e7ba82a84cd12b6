// RUN: %matrix --all %s
// RUN: not %gcc -fpack-struct -I%S/../../runtime/include -DASYNCC_GENERATED -fsyntax-only %s 2>&1 | FileCheck %s
// A #pragma pack of the source that is never undone changes no struct that asyncc adds: frames, results, objects.
#pragma pack(1)
struct wire {
    char kind;
    int number;
};
#include "../Inputs/waits.h"
// CHECK: async_goes_without_fpack_struct

struct answer {
    char kind;
    long value;
};

static async char next(char c)
{
    await get(1);
    char *p = &c;
    await get(2);
    (*p)++;
    return c;
}

static async struct answer answer(char kind, long value)
{
    struct wire wire = {kind, (int)value};
    long *p = &value;
    await get(3);
    *p += wire.number;
    return (struct answer){wire.kind, value};
}

static async void test(void)
{
    async char letters[4] = {async_start(next('a')), next('b'), async_start(next('c')), next('d')};
    async struct answer first = answer('x', 20), second = async_start(answer('y', 30));
    async_task *tasks[20];
    for (int i = 0; i < 20; i++)
        tasks[i] = async_spawn(next((char)i));
    char a, b;
    await async_gather(a = next('m'), b = next('n'));
    for (int i = 0; i < 4; i++)
        say("%c", await letters[i]);
    struct answer one = await first, two = await second;
    say(" %c%c %c%ld %c%ld %d %d\n", a, b, one.kind, one.value, two.kind, two.value, (int)sizeof(struct answer) < 12,
        (int)sizeof(struct wire));
    await async_join_all(tasks, 20);
}
// expect: bcde no x40 y60 1 5
