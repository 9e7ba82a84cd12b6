// A program whose loop stands on its own port: a pool, a clock that counts ticks, and a wait that an interrupt ends.
// First with the library, where nothing may come from malloc; then with the core alone, built for a target without an
// operating system: what that needs is a part of C's own library.
// RUN: %asyncc %gcc -O2 -c %s -o %t.o && %gcc %t.o %lib -Wl,--wrap=malloc -pthread -o %t && %t | FileCheck %s
// RUN: %gcc -O2 -ffreestanding -DASYNCC_BARE -fno-pic -r -nostdlib %source/runtime/src/*.c -o %t.core.o
// RUN: nm -u %t.core.o | FileCheck %s --check-prefix=NEEDS
// RUN: %asyncc %gcc -O2 -ffreestanding -DASYNCC_BARE -c %s -o %t.bare.o
// RUN: %gcc -no-pie %t.bare.o %t.core.o -Wl,--wrap=malloc -o %t.bare && %t.bare | FileCheck %s
#include <asyncc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

void *__wrap_malloc(size_t size);

static int started, from_malloc;

// stdio has a buffer of its own, which it takes before the test begins.
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    from_malloc += started;
    return __real_malloc(size);
}

static _Alignas(16) unsigned char pool[48 << 10];
static async_promise button;
static int waits, wakes;

// Time passes only here. At 30 ms an interrupt comes.
static void wait_for_interrupt(void *context, uint64_t until)
{
    uint64_t *now = context;
    waits++;
    async_port_tick(1000000);
    *now += 1000000;
    if (*now == 30000000)
        async_promise_post(&button, 7, NULL);
    (void)until;
}

static void wake(void *context)
{
    (void)context;
    wakes++;
}

static uint64_t passed;
static const async_port port = {
    .wait = wait_for_interrupt, .wake = wake, .pool = pool, .pool_size = sizeof pool, .context = &passed};

static async int after(double seconds, int value)
{
    await async_sleep(seconds);
    return value;
}

static async int pressed(void)
{
    return await async_promise_wait(&button, NULL);
}

static async int sum(int n)
{
    async_group group = {0};
    int total = 0;
    async_group_limit(&group, 10);
    for (int i = 1; i <= n; i++) {
        await async_group_slot(&group);
        async_group_spawn(&group, total += after(0.001 * (i % 5), i));
    }
    await async_group_join(&group);
    return total;
}

static async int endless(int *count)
{
    int status = 0;
    while (!status) {
        status = await async_sleep(0.001);
        ++*count;
    }
    return status;
}

static async int fill(void)
{
    static async_task *tasks[1000];
    int count = 0;
    while (count < 1000 && (tasks[count] = async_spawn(after(0.1, 1))))
        count++;
    printf("the pool is full: %d\n", count > 100 && count < 1000);
    return await async_join_all(tasks, (size_t)count);
}

static async int all(void)
{
    int a, b, button_value, total, count = 0;
    double begin = async_time();
    await async_gather(a = after(0.020, 1), b = after(0.010, 2), button_value = pressed(), total = sum(100));
    printf("%d %d %d %d\n", a, b, button_value, total);
    printf("time: %d\n", async_time() - begin > 0.029 && async_time() - begin < 0.2);
    printf("timeout: %d\n", await async_timeout(0.005, endless(&count)) < 0 && count > 0);
    printf("filled: %d\n", await fill());
    printf("again: %d\n", await sum(10));
    return 0;
}

int main(void)
{
    async_set_port(&port);
    printf("begin\n");
    started = 1;
    int status = async_run(all());
    started = 0;
    printf("status %d, waited %d, woken %d, malloc %d\n", status, waits > 100, wakes, from_malloc);
    return 0;
}
// NEEDS:      w __asan_init
// NEEDS-NEXT: U abort
// NEEDS-NEXT: U exit
// NEEDS-NEXT: U fflush
// NEEDS-NEXT: U fprintf
// NEEDS-NEXT: U fputc
// NEEDS-NEXT: U fputs
// NEEDS-NEXT: U memcpy
// NEEDS-NEXT: U memset
// NEEDS-NEXT: U snprintf
// NEEDS-NEXT: U stderr
// NEEDS-NEXT: U strlen
// NEEDS-NEXT: U strtod
// NEEDS-NEXT: U strtoull
// NEEDS-NOT:  {{[Uw] }}

// CHECK:      begin
// CHECK-NEXT: 1 2 7 5050
// CHECK-NEXT: time: 1
// CHECK-NEXT: timeout: 1
// CHECK-NEXT: the pool is full: 1
// CHECK-NEXT: filled: 0
// CHECK-NEXT: again: 55
// CHECK-NEXT: status 0, waited 1, woken 1, malloc 0
