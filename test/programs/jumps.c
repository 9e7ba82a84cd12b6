// RUN: %matrix --all %s
// goto forwards, backwards, out of blocks and into them, with awaits on the way; a return from any depth.
#include <asyncc.h>
#include <stdio.h>

async int step(int x)
{
    await async_yield();
    return x + 1;
}

async int retry(int wanted)
{
    int tries = 0;
again:
    tries = await step(tries);
    if (tries < wanted)
        goto again;
    return tries;
}

async int into(int start)
{
    int x = start;
    if (start > 5)
        goto inside;
    x = await step(x);
    {
        x += 100;
    inside:
        x = await step(x);
        if (x < 0)
            goto end;
        x += 1000;
    }
end:
    return await step(x);
}

async int find(const int *row, int width, int height, int wanted)
{
    int seen = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            seen = await step(seen);
            if (row[y * width + x] == wanted)
                return seen;
        }
    return -1;
}

async int cleanup(int fail_at)
{
    int status = -1;
    printf("open");
    if (await step(0) == fail_at)
        goto close_nothing;
    printf(" read");
    if (await step(1) == fail_at)
        goto close_one;
    status = await step(-1);
close_one:
    printf(" close");
    await async_yield();
close_nothing:
    printf(" end %d\n", status);
    return status;
}

async int main(void)
{
    static const int table[6] = {3, 1, 4, 1, 5, 9};
    printf("%d\n", await retry(4));
    printf("%d %d %d\n", await into(1), await into(6), await into(-200));
    printf("%d %d\n", await find(table, 3, 2, 5), await find(table, 3, 2, 7));
    for (int i = 1; i < 4; i++)
        await cleanup(i);
    return 0;
}
// expect: 4
// expect: 1104 1008 -97
// expect: 5 -1
// expect: open end -1
// expect: open read close end -1
// expect: open read close end 0
// elision: same
