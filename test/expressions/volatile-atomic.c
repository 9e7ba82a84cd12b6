// RUN: %matrix %s
// volatile and _Atomic objects: read and written as often as the text does, at their time, and not moved.
#include "../Inputs/waits.h"
#include <stdatomic.h>

static _Atomic int shared;
static volatile int device;

static async int bump(int x)
{
    await rest();
    shared += 100;
    device += 100;
    return x;
}
static async void add_to(atomic_int *counter, int x)
{
    await rest();
    atomic_fetch_add(counter, x);
}

static async void test(void)
{
    shared = device = 1;
    say("%d\n", shared + await bump(1));
    say("%d\n", device + await bump(1));
    device = await bump(7);
    say("%d\n", device);
    device = 10;
    device += await bump(7);
    say("%d\n", device);
    shared = await bump(8);
    say("%d\n", shared);
    shared++;
    shared -= await get(4);
    say("%d\n", shared);
    /* An atomic object is changed in one step, when its right side is known. */
    shared = 1;
    shared += await bump(1);
    say("%d\n", shared);
    atomic_int local = 5;
    await add_to(&local, await get(2));
    local *= await get(3);
    say("%d\n", local);
    volatile int moved = 1;
    volatile int *at = &moved;
    await rest();
    *at = 2;
    moved += await get(3);
    say("%d %d\n", moved, at == &moved);
    volatile struct { int a, b; } pair = {1, await get(2)};
    await rest();
    pair.a += pair.b;
    say("%d\n", pair.a);
    const volatile char letter = 'v';
    volatile double d[2] = {await get_double(0.5), 1};
    await rest();
    d[0] += d[1];
    say("%c %g\n", letter, d[0]);
    _Atomic(long) big = 1;
    for (int i = 0; i < 3; i++) {
        await rest();
        big <<= 10;
    }
    say("%ld\n", (long)big);
    int *volatile pointer = &(int){4};
    say("%d\n", *pointer + await get(1));
}
// expect: 2
// expect: 102
// expect: 7
// expect: 17
// expect: 8
// expect: 5
// expect: 102
// expect: 21
// expect: 5 1
// expect: 3
// expect: v 1.5
// expect: 1073741824
// expect: 5
