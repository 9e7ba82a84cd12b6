#ifndef CHOICE_H
#define CHOICE_H
#include "code.h"

#ifdef __clang__
#define KEPT(k) 1
#define WAITS(call) 2
struct chosen {
    int a;
};
#else
#define KEPT(k) ((k) + 2)
#define WAITS(call) (await (call))
struct chosen {
    int a[10];
};
#endif
#define FETCH_NOTHING 0

#endif
