// RUN: %matrix %s
// A #pragma once that is skipped does not count: the header is read each time. One in a branch that is taken does.
#include <asyncc.h>
#include <stdio.h>

#define NAME one
#define ADD 1
#include "Inputs/once-skipped.h"
#define NAME two
#define ADD 2
#include "Inputs/once-skipped.h"
#define NAME three
#define ADD 3
#include "Inputs/once-skipped.h"

#define ONCE_TAKEN
#include "Inputs/once-taken.h"
#include "Inputs/once-taken.h"

async int main(void)
{
    printf("%d %d\n", await one(1) * await two(2) * await three(3), await taken(5));
    return 0;
}
// expect: 48 7
// elision: same
