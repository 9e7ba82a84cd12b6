// RUN: %matrix %s
// Duff's device: case labels in the middle of a loop that awaits, and awaits between them.
#include "../Inputs/waits.h"

static async void copy(char *to, const char *from, int count)
{
    int n = (count + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = *from++; await rest();
    case 7:      *to++ = (char)await get(*from++);
    case 6:      *to++ = *from++;
    case 5:      *to++ = *from++; await rest();
    case 4:      *to++ = *from++;
    case 3:      *to++ = (char)await get(*from++);
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--n > await get(0));
    }
}

/* The loop's own parts around labels that jump in: the for's initialiser is skipped. */
static async int jump_in(int start)
{
    int i = 10, sum = 0;
    switch (await get(start)) {
        for (i = 0; i < 3; i++) {
        case 1:
            sum += await get(i);
            if (i > 10)
                break;
        case 2:
            sum += 100;
            await rest();
        }
    }
    return sum;
}

/* case labels in the branches of an if, in a while, in nested blocks. */
static async int odd_places(int x)
{
    int r = 0;
    switch (x) {
        if (await get(r)) {
        case 1:
            r += await get(1);
        } else {
        case 2:
            r += await get(2);
        }
        {
            {
            case 3:
                r += 10 * await get(3);
            }
        }
        while (await get(r) < 100) {
        case 4:
            r += await get(60);
        }
    }
    return r;
}

static async void test(void)
{
    const char text[] = "the quick brown fox jumps";
    for (int length = 1; length <= 25; length += 3) {
        char to[32] = {0};
        await copy(to, text, length);
        say("%s\n", to);
    }
    say("%d %d %d\n", await jump_in(1), await jump_in(2), await jump_in(3));
    for (int i = 0; i < 5; i++)
        say("%d ", await odd_places(i));
    say("\n");
}
// flags: -Wno-unknown-warning-option -Wno-implicit-fallthrough -Wno-switch-unreachable
// expect: t
// expect: the 
// expect: the qui
// expect: the quick 
// expect: the quick bro
// expect: the quick brown 
// expect: the quick brown fox
// expect: the quick brown fox ju
// expect: the quick brown fox jumps
// expect: 110 100 0
// expect: 0 151 152 150 120 
// elision: same
