// The macros of <stdatomic.h> with awaits in their arguments, and atomic objects that live across awaits.
//
// RUN: %matrix --all %s
#include "../Inputs/waits.h"

#include <stdatomic.h>

static atomic_int shared;
static atomic_flag flag = ATOMIC_FLAG_INIT;

static async void test(void)
{
    atomic_int local;
    atomic_init(&local, await get(2));
    int old = atomic_fetch_add(&local, await get(3));
    say("%d %d\n", old, atomic_load(&local));
    atomic_store(&shared, await get(old) + await get(1));
    say("%d\n", atomic_exchange(&shared, await get(20)));
    int expected = await get(20);
    say("%d ", atomic_compare_exchange_strong(&shared, &expected, await get(30)));
    say("%d ", atomic_compare_exchange_strong(&shared, &expected, await get(40)));
    say("%d\n", expected);
    atomic_fetch_or_explicit(&local, await get(8), memory_order_relaxed);
    atomic_fetch_sub(&local, await get(1));
    say("%d %d\n", local, (int)atomic_flag_test_and_set(&flag) + await get(1));
    atomic_flag_clear(&flag);
    local += await get(2);
    shared = local + await get(4);
    say("%d %d\n", local++, shared--);
}
// expect: 2 5
// expect: 3
// expect: 1 0 30
// expect: 12 1
// expect: 14 18
// elision: same
