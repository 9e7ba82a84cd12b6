// RUN: %matrix %s
// Async functions that are called like something that the translation makes for itself.
#include "../Inputs/waits.h"

#define FUNCTION(name)                                                                                                 \
    static async int name(int x)                                                                                       \
    {                                                                                                                  \
        int kept = x;                                                                                                  \
        await rest();                                                                                                  \
        return kept + 1;                                                                                               \
    }
FUNCTION(self)
FUNCTION(frame)
FUNCTION(result)
FUNCTION(value)
FUNCTION(wait)
FUNCTION(state)
FUNCTION(resume)
FUNCTION(r1)
FUNCTION(t1)
FUNCTION(await_1)
FUNCTION(work)
FUNCTION(work_frame_of)
FUNCTION(work_resumes)

static async int uses(int x)
{
    x = await self(x);
    int y = await frame(x) + await result(x) * 10;
    x += await value(await wait(y)) + await state(x);
    y += await resume(await r1(x) + await t1(1)) + await await_1(y);
    return x + y + await work(1) + await work_frame_of(2) + await work_resumes(3);
}

static async void test(void)
{
    say("%d\n", await uses(1));
}
// expect: 160
// elision: same
