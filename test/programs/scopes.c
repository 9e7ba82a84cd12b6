// RUN: %matrix --all %s
// Shadowed names, names that a translation might want for itself, types and labels of the function's own.
#include <asyncc.h>
#include <stdio.h>

async int id(int x)
{
    await async_yield();
    return x;
}

async int shadows(int x)
{
    int sum = x;
    {
        int x = await id(10);
        sum += x;
        for (int x = await id(100); x < 102; x++) {
            sum += await id(x);
            {
                int sum = await id(5);
                x += sum - 5;
            }
        }
        sum += x;
    }
    return sum + x;
}

async int local_types(int n)
{
    struct point {
        int x, y;
    } p = {await id(n), 2};
    enum { LOW = 3, HIGH } level = LOW;
    typedef struct point spot;
    await async_yield();
    spot q = p;
    level = await id(level) == LOW ? HIGH : LOW;
    struct {
        int only;
    } nameless = {await id(7)};
    await async_yield();
    return p.x + q.y + (int)level + nameless.only;
}

/* Nothing of this is special. */
async int names(int frame)
{
    int state = await id(frame), self = 2, wait = 3, value = 4, f = 5, r = 6, resume = 7, status = 8;
    int async_result = await id(1), await_1 = await id(2);
    await async_yield();
    goto await_1;
await_1:
    return frame + state + self + wait + value + f + r + resume + status + async_result + await_1;
}

static int not_async(int x)
{
    struct point {
        char c;
    } p = {(char)x};
    return p.c;
}

async int main(void)
{
    printf("%d\n", await shadows(1));
    printf("%d\n", await local_types(1));
    printf("%d\n", await names(1));
    printf("%d\n", not_async(9));
    return 0;
}
// expect: 223
// expect: 14
// expect: 40
// expect: 9
// elision: same
