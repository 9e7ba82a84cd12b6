/* What asyncc would call its own names, in a header that the program names little of. */
#ifndef NAMES_IN_HEADERS_H
#define NAMES_IN_HEADERS_H

#include <stdio.h>

static int t1 = 40, r1 = 50, frame = 7, result = 8, self = 9, g1 = 10, count_2 = 11;
#define SUM (t1 + r1 + frame + result + self + g1)
#define COUNT (count_2 + 1)

struct work_frame {
    int a;
};
enum work_awaits { work_function = 3 };
static inline void work_resume(int x)
{
    struct work_frame frame_of_work = {x};
    printf("work_resume %d\n", frame_of_work.a + work_function);
}
static inline int work__new(int a)
{
    return a;
}
typedef int work_coroutine, call_1_coroutine;
int main__body(void);
#define RESUME_WORK(x) work_resume(x)
#define NEW_WORK(x) (work__new(x) + (work_coroutine)1 + (call_1_coroutine)2)

#endif
