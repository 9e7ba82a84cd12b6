// RUN: %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --implicit-check-not=warning: %s
// RUN: %asyncc -Wno-async-lost-update %s -o %t.c -- -std=gnu11 2>&1 | count 0
// RUN: not %asyncc -Werror=async-lost-update %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=FATAL %s
// What an assignment reads before an await and stores after it, another task may have changed in between.
// FATAL: error: 'total' is read before {{.*}} [-Werror=async-lost-update]
#include <asyncc.h>

struct counter {
    int n, list[3];
    struct counter *next;
};
extern int far_away;
static int total;
static struct counter global;
static _Thread_local int of_thread;

async int f(int x);
async void adds(int *p);
async int ready(int x)
{
    return x + 1;
}
int plain(int *p);

async int warned(struct counter *p, int x, int i)
{
    static int kept;
    // CHECK:      lost-update.c:[[@LINE+3]]:5: warning: 'total' is read before the await and stored after it, and what other tasks store there meanwhile is lost; write 'int r = await f(1); total += r;' [-Wasync-lost-update]
    // CHECK-NEXT: total += await f(1);
    // CHECK-NEXT: {{ \^~+$}}
    total += await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: {{.*}} write 'int r = await f(1); total = total + r;'
    total = total + await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: {{.*}} write 'int r = await f(2); total = total * 2 - (r);'
    total = total * 2 - (await f(2));
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'p->n' is read {{.*}} write 'int r = await f(1); p->n -= r;'
    p->n -= await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'p->next->list[1]' is read
    p->next->list[1] = p->next->list[1] | await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'global.list[i]' is read
    global.list[i] ^= await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: '*&far_away' is read
    *&far_away += await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'of_thread' is read
    of_thread <<= await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'kept' is read {{.*}} write 'int r = x ? await f(1) : 2; kept += r;'
    kept += x ? await f(1) : 2;
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: what is assigned to here is read before the await and stored after it, {{.*}}; await into a variable of its own before
    total = await f(1) + total + await f(2);
    // CHECK: lost-update.c:[[@LINE+1]]:10: warning: 'total' is read
    if ((total += await f(3)) > 2)
        x++;
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: what is assigned to here is read
    total = total || await f(3);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'total' is read
    total += await async_yield();
    return x + kept;
}
async int of_locals(int x)
{
    int sum = 0, seen = 0, given = 0, own = 0, parts[2] = {0}, *stored = &own;
    async_task *t = async_spawn(adds(&sum)), *u = async_spawn(adds(parts));
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'sum' is read
    sum += await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'parts[0]' is read
    parts[0] += await f(1);
    // CHECK: lost-update.c:[[@LINE+1]]:5: warning: 'own' is read
    own += await f(1);
    plain(&seen);
    seen += await f(1);
    await adds(&given);
    given += await f(1);
    await async_join(t);
    await async_join(u);
    return sum + seen + given + parts[1] + *stored + x;
}
async int fine(struct counter *p, int x)
{
    int local = 0, list[2] = {0};
    local += await f(1);
    x = x + await f(1);
    list[1] += await f(1);
    total = await f(1) + total;
    total = await f(total);
    total = await f(1);
    total = total > 3 ? await f(1) : total;
    p->n = x + await f(p->n);
    p->n = p->next->n + await f(1);
    total += await ready(1);
    total += (int)sizeof(total);
    int r = await f(1);
    total += r;
    total++;
    global.list[await f(1)] += 2;
    return local + list[0];
}
int ordinary(void)
{
    total += async_run(f(1));
    return total;
}
