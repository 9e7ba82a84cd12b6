// Very many sleeping tasks, with deadlines near and far, many of them equal; some are woken early. Against a sort.
// RUN: %gcc %s %lib -lm -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -lm -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"
#include <errno.h>
#include <math.h>

enum { MANY = 20000 };

static int order[MANY], woken_count;
static double delays[MANY];

static void note(int id)
{
    order[woken_count++] = id;
}

static int before(const void *left, const void *right)
{
    int a = *(const int *)left, b = *(const int *)right;
    return delays[a] < delays[b] ? -1 : delays[a] > delays[b] ? 1 : a - b;
}

static unsigned dice(void)
{
    static unsigned state = 1;
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

int main(void)
{
    static async_task *tasks[MANY];
    static int expected[MANY];
    int count = 0;
    woken = note;
    for (int i = 0; i < MANY; i++) {
        static const double ranges[] = {1e-7, 1e-5, 1e-3, 1, 1000, 1e6};
        double range = ranges[dice() % 6];
        // Whole numbers of nanoseconds, with many equal ones among the small.
        delays[i] = ceil(1 + range * 1e9 * (double)(dice() % 10000) / 10000) / 1e9;
        tasks[i] = spawn_worker(i, delays[i]);
    }
    for (int i = 0; i < MANY; i++)
        if (dice() % 4 == 0)
            async_sleep__leaf.async_cancel(tasks[i], -ECANCELED);
        else
            expected[count++] = i;
    qsort(expected, (size_t)count, sizeof *expected, before);
    run_enter();
    run(async_join_all__async(tasks, MANY));
    int wrong = woken_count != count;
    for (int i = 0; i < count && !wrong; i++)
        wrong = order[i] != expected[i];
    printf("many: %s\n", wrong ? "wrong" : "right");
    return 0;
}
// CHECK: many: right
