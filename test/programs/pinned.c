// RUN: %matrix --all %s
// Locals whose address is taken, arrays, volatile ones: they do not move while the function waits.
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static int *kept;

static void keep(int *p)
{
    kept = p;
}

async void add_to(int *sum, int x)
{
    await async_yield();
    *sum += x;
}

async int escapes(void)
{
    int local = 1;
    keep(&local);
    await async_yield();
    *kept = 42;
    await async_yield();
    return local + (kept == &local);
}

async int sums(int depth)
{
    int sum = 0;
    await add_to(&sum, depth);
    if (depth > 0) {
        int below = await sums(depth - 1);
        await add_to(&sum, below);
    }
    return sum;
}

async void reverse(char *text, char out[16])
{
    char buffer[16];
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        buffer[i] = text[length - 1 - i];
        if (i == 2)
            await async_yield();
    }
    buffer[length] = 0;
    await async_yield();
    memcpy(out, buffer, length + 1);
}

async int matrix(void)
{
    int m[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    int (*row)[3] = &m[1];
    await async_yield();
    int trace = 0;
    for (int i = 0; i < 3; i++) {
        int *p = &m[i][i];
        await async_yield();
        trace += *p;
    }
    return trace * 10 + (*row)[0];
}

async int counted(void)
{
    volatile int v = 3;
    static int calls;
    int each = 0;
    for (int i = 0; i < 3; i++) {
        int inner = i; /* a new one each time round */
        int *p = &inner;
        await async_yield();
        each += *p;
    }
    await async_yield();
    return v + ++calls + each;
}

async int main(void)
{
    char text[16];
    printf("%d\n", await escapes());
    printf("%d\n", await sums(4));
    await reverse("asyncc", text);
    printf("%s\n", text);
    printf("%d\n", await matrix());
    printf("%d\n", await counted());
    printf("%d\n", await counted());
    return 0;
}
// expect: 43
// expect: 10
// expect: ccnysa
// expect: 154
// expect: 7
// expect: 8
// elision: same
