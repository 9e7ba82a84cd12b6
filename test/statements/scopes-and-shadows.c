// RUN: %matrix --all %s
// One name for many things: locals that shadow locals, parameters, functions, typedefs, enumerators and tags, in nested
// blocks, loops, statement expressions and compound literals; static locals of one name; labels that are called like
// variables; members called like locals. Each value is looked at after the inner one is gone.
#include "../Inputs/waits.h"

typedef int thing;
enum { CONSTANT = 3 };
static int outside = 7;
struct tag {
    int tag, x;
};

static async int layers(int x, thing y)
{
    int sum = x;
    {
        int x = await get(sum + 1), thing = x;
        {
            double x = await get_double(thing + 0.5), *thing = &x;
            *thing += 1;
            {
                const char *x = "text", CONSTANT = x[await get(1)];
                await rest();
                sum += x[0] + CONSTANT;
            }
            await rest();
            sum += (int)(x * 10);
        }
        sum += x + thing;
        int get_pointer = await get(4), outside = get_pointer;
        await rest();
        sum += outside * get_pointer;
        thing++;
        extern int printf(const char *, ...);
        sum += thing;
    }
    thing z = y + await get(1), tag = 2;
    struct tag s = {tag, await get(3)};
    {
        struct tag { char name[2]; } t = {{'a', (char)await get('b')}}, s = t;
        await rest();
        enum { tag = 50 };
        sum += t.name[1] + s.name[0] + tag;
    }
    sum += tag + s.tag * s.x + z + outside;
tag:
    if (sum % 5) {
        int tag = await get(sum);
        sum = tag + 1;
        goto tag;
    }
    return sum + x + CONSTANT;
}
static async int loops(int n)
{
    int i = await get(100), sum = 0;
    for (int i = 0; i < n; i++) {
        int i = await get(5);
        for (long i = await get(2); i--;) {
            sum += (int)i;
            int n = await get(1);
            n += await get((int)i);
            sum += n;
        }
        while (i > 0) {
            int j = i;
            int i = await get(j) - 1;
            await rest();
            sum += i * j;
            break;
        }
        sum += i;
    }
    sum += i;
    for (int i = 3, j = i; i < await get(5) + j - 3; i++)
        sum += ({ int i = await get(7); int j = i; await rest(); i + j; }) + i;
    return sum + i;
}
static async int again(void)
{
    static int count = 10;
    int r = await get(count++);
    {
        static int count = 20;
        r += await get(count++);
        await rest();
        {
            static int *count_of = &count;
            static long count = 30;
            await rest();
            r += (int)count++ + *count_of;
        }
        r += count;
    }
    return r + count;
}
static async int own_initialiser(int n)
{
    int size = sizeof size, *self = &size, list[3] = {sizeof list / sizeof *list, await get(n), size};
    struct tag tag = {.tag = await get(1), .x = sizeof tag / sizeof tag.x};
    void *me = &me;
    await rest();
    int x = n, y = ({ int n = x; int x = await get(n + 1); x * 2; }) + x;
    return *self + list[0] + list[1] + list[2] + tag.x + (me == (void *)&me) + y;
}
static async int frame(int state)
{
    int value = await get(1), self = value, result = await get(2), r1 = 3, t1 = r1 + await get(state), resumed = 1;
    struct frame { int frame, state, link; } frame = {await get(1), 2, 3};
    int await_1 = await get(frame.link);
    await rest();
await_2:
    r1 += await get(await_1--) + t1;
    if (await_1)
        goto await_2;
    return value + self + result + r1 + t1 + frame.frame + resumed + frame.state;
}

static async void test(void)
{
    say("%d %d\n", await layers(1, 2), await layers(10, 20));
    say("%d\n", await loops(3));
    int first = await again(), second = await again();
    say("%d\n", second - first);
    say("%d %d\n", await own_initialiser(5), await frame(6));
}
// flags: -Wno-pedantic -Wno-init-self -Wno-unknown-warning-option -Wno-uninitialized -Wno-unused-variable -Wno-shadow
// expect: 544 698
// expect: 322
// expect: 6
// expect: 36 53
// elision: same
