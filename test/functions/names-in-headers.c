// RUN: %matrix %s
// Names that only a header has, which its macros use, and which asyncc would give to temporaries, to the frame, and to
// what belongs to a function at file scope; and a function that is called as another one's coroutine.
#include "Inputs/names-in-headers.h"

#include <asyncc.h>

static async int get(int x)
{
    await async_yield();
    return x;
}

static int plain(int x)
{
    return x;
}

static async int work(int n)
{
    int count = plain(5) + await get(1) + SUM + COUNT;
    {
        int count = await get(n);
        int *at = &count;
        await get(2);
        *at += COUNT;
        printf("%d %d\n", count, SUM);
    }
    return count;
}

static async int work_coroutine_(int n)
{
    return await get(n) + 1;
}

async int main(void)
{
    RESUME_WORK(5);
    async_task *one = async_new(work(4)), *two = async_spawn(work_coroutine_(5));
    async int (*pointer)(int) = work;
    async_task *three = async_spawn(pointer(6));
    printf("%d\n", await async_join(one) + await async_join(two));
    printf("%d\n", await async_join(three) + NEW_WORK(1));
    return 0;
}
// expect: work_resume 8
// expect: 18 124
// expect: 16 124
// expect: 0
// expect: 4
