// RUN: %matrix --all %s
// switch: awaits in the operand and in the cases, fallthrough, nesting, Duff's device, a loop's continue inside.
#include <asyncc.h>
#include <stdio.h>

async int pass(int x)
{
    if (x & 1)
        await async_sleep(0.001);
    return x;
}

async const char *name(int x)
{
    switch (await pass(x)) {
    case 0:
        return "zero";
    case 1: {
        int one = await pass(x);
        return one == 1 ? "one" : "wrong";
    }
    case 2:
    case 3:
        await async_yield();
        /* fall through */
    default:
        return "many";
    }
}

async int nested(int a, int b)
{
    int result = 0;
    switch (a) {
    case 1:
        switch (await pass(b)) {
        case 1:
            result += await pass(11);
            break;
        default:
            result += await pass(12);
        }
        result += 100;
        break;
    default:
        await async_yield();
        result = -1;
    }
    return result;
}

async int duff(int count)
{
    int done = 0, rounds = (count + 3) / 4;
    switch (count % 4) {
    case 0:
        do {
            done += await pass(1);
            /* fall through */
        case 3:
            done += await pass(1);
            /* fall through */
        case 2:
            done += 1;
            /* fall through */
        case 1:
            done += await pass(1);
        } while (--rounds > 0);
    }
    return done;
}

async int odd_sum(int end)
{
    int sum = 0;
    for (int i = 0; i < end; i++) {
        switch (i % 3) {
        case 0:
            continue;
        case 1:
            await async_yield();
            break;
        }
        sum += await pass(i);
    }
    return sum;
}

async int main(void)
{
    for (int i = 0; i < 5; i++)
        printf("%s\n", await name(i));
    printf("%d %d %d\n", await nested(1, 1), await nested(1, 2), await nested(2, 0));
    for (int i = 1; i < 10; i++)
        printf("%d ", await duff(i));
    printf("\n%d\n", await odd_sum(8));
    return 0;
}
// flags: -Wno-implicit-fallthrough
// expect: zero
// expect: one
// expect: many
// expect: many
// expect: many
// expect: 111 112 -1
// expect: 1 2 3 4 5 6 7 8 9 
// expect: 19
// elision: same
