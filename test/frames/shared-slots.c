// RUN: %asyncc --no-line %s -o %t.c -- -std=c11
// RUN: grep -v "// *CHECK" %t.c | FileCheck %s
// RUN: cat %S/Inputs/sizes.c >> %t.c && %gcc %t.c %lib -pthread -o %t && %t
// Slots that are never live together share their place: the frame is as large as the most that is live at one await.
#include <asyncc.h>
#include <stdio.h>

async int later(int x);
struct big {
    char bytes[64];
};
void fill(struct big *b);

// CHECK-LABEL: struct ASYNC_ALIASED phases_frame {
// CHECK-NEXT:      async_frame frame;
// CHECK:           union {
// CHECK-DAG:           a;
// CHECK-DAG:           b;
// CHECK-DAG:           c;
// CHECK:           };
// CHECK:       };
async long phases(int n)
{
    long sum = 0;
    {
        struct big a;
        fill(&a);
        await later(1);
        sum += a.bytes[0];
    }
    {
        struct big b;
        fill(&b);
        await later(2);
        sum += b.bytes[1];
    }
    if (n) {
        struct big c;
        fill(&c);
        await later(3);
        sum += c.bytes[2];
    }
    return sum;
}
async int leaf(void)
{
    await async_yield();
    return 0;
}
async int sleeps(double seconds)
{
    await async_sleep(seconds);
    return 0;
}
async void nothing(int *x)
{
    await later(1);
    await later(2);
    *x = 1;
}
