// RUN: %matrix %s
// Names that the translation makes for itself, used by the program: at file scope, as parameters, members, labels, macros,
// types; a function whose name is the beginning of another's; the short keywords left free.
#define ASYNCC_NO_KEYWORDS
#include <asyncc.h>
#include <stdio.h>

#define r1 "a macro"
#define t1 ("another" " macro")
#define f 12
#define value_of(x) ((x).value)

typedef struct frame { int value, wait, state; } self;
struct work_frame_ { int frame; };
enum { await_3 = 3, resume = 4 };
static int frame = 1, result = 2, work_count;
static int async = 6, await = 7;

static _Async int work(int x)
{
    _Await async_yield();
    work_count++;
    return x;
}
static _Async int work_more(int x)
{
    return _Await work(x) + 1;
}
static _Async int names(self s, int frame_2)
{
    int r2 = _Await work(frame), r3 = _Await work(result) + r2;
    int t2 = s.value + _Await work(s.wait) + s.state;
    int wait = 0, status = await_3;
    if (t2 > 1000)
        goto await_1;
    wait = _Await work_more(resume);
await_1:
    _Await async_yield();
    return r2 + r3 + t2 + wait + status + frame_2 + async + await + f;
}

_Async int main(void)
{
    self one = {1, 2, 3};
    struct work_frame_ two = {4};
    printf("%d\n", _Await names(one, two.frame));
    printf("%s %s %d %d\n", r1, t1, value_of(one), work_count);
    return 0;
}
// expect: 47
// expect: a macro another macro 1 4
// elision: same
