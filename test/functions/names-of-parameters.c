// RUN: %matrix --all %s
// RUN: %asyncc %s -o %t.c -- -std=c11
// RUN: FileCheck %s --input-file=%t.c
// RUN: %asyncc %s -o %t.c -- -std=c11 -Dself=3 -Dtask=4 -Dobject=5 -Dsize=6 -Dfunction=7
// RUN: %gcc -Dself=3 -Dtask=4 -Dobject=5 -Dsize=6 -Dfunction=7 -c %t.c -o %t.o
// RUN: %clang -Dself=3 -Dtask=4 -Dobject=5 -Dsize=6 -Dfunction=7 -c %t.c -o %t.o
// elision: same
// Macros that are there before asyncc.h is, and are called like what its functions and structs call their own: they
// mean nothing in it, and the same as ever after it. The output's own names stay as they are.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define array 1
#define callee 2
#define cancel 3
#define child 4
#define copy 5
#define count 6
#define deadline 7
#define done 8
#define flags 9
#define handler 10
#define label 11
#define old 12
#define on 13
#define parent 14
#define pooled 15
#define pool_classes 16
#define previous 17
#define ready 18
#define ready_end 19
#define reserved 20
#define root 21
#define seconds 22
#define tasked 23
#define unit 24
#define waiting 25
#define byte 26
#define align_integer 27
#define align_float 28
#define align_pointer 29
#include "../Inputs/waits.h"

static async int local(int x)
{
    struct of_its_own {
        int a, b[2];
    } l = {x, {1, byte}}, *p = &l;
    await get(1);
    return p->a + p->b[1] + align_integer + align_float + align_pointer;
}

// CHECK: {{^}}struct test_frame {
static async void test(void)
{
    async int task_ = get(unit);
    int sum = 0;
    await async_sleep(0);
    await async_gather(sum = get(child), local(1));
    say("%d %d %d\n", await local(1), await task_, sum);
    say("%d\n", array + callee + cancel + child + copy + count + deadline + done + flags + handler + label + old + on);
    say("%d\n", parent + pooled + pool_classes + previous + ready + ready_end + reserved + root + seconds + tasked);
    say("%d\n", waiting);
}
// expect: 111 24 4
// expect: 91
// expect: 185
// expect: 25
