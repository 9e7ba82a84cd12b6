// RUN: %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --implicit-check-not=warning: %s
// RUN: %asyncc -Wno-async-endless %s -o %t.c -- -std=gnu11 2>&1 | count 0
// RUN: not %asyncc -Werror=async-endless %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=FATAL %s
// Loops that a cancellation cannot end: each wait gives -ECANCELED, and nobody looks.
// FATAL: error: this loop has no exit {{.*}} [-Werror=async-endless]
#include <asyncc.h>
#include <stdlib.h>

async int work(void);
async void tick(void);
_Noreturn void fail(void);

async void warned(int n, async_group *g)
{
    switch (n) {
    case 0:
        // CHECK:      endless.c:[[@LINE+3]]:9: warning: this loop has no exit and drops the results of its waits, so a cancellation cannot end it: write 'if (await … < 0) break;' [-Wasync-endless]
        // CHECK-NEXT: for (;;)
        // CHECK-NEXT: {{ \^~~$}}
        for (;;)
            await async_sleep(1);
    case 1:
        // CHECK: endless.c:[[@LINE+1]]:9: warning: this loop has no exit {{.*}}: end it when a wait gives -ECANCELED
        while (1) {
            for (int i = 0; i < n; i++) {
                if (i == 3)
                    break;
                await tick();
            }
            (void)await work();
        }
    case 2:
        // CHECK: endless.c:[[@LINE+1]]:9: warning: this loop has no exit {{.*}}: end it
        do {
            await async_gather(work(), tick());
            switch (n) {
            case 1:
                break;
            }
        } while (1);
    case 3:
        // CHECK: endless.c:[[@LINE+1]]:9: warning: this loop has no exit
        for (;;)
            await async_shield_for(n++, work());
    case 4:
        // CHECK: endless.c:[[@LINE+1]]:9: warning: this loop has no exit
        for (;;) { // what the child gives later ends nothing
            async_group_spawn(g, n += work());
            await async_group_slot(g);
        }
    }
}

async int not_warned(int n)
{
    int x = 0;
    switch (n) {
    case 0:
        for (;;)
            if (await async_sleep(1) < 0)
                break;
    case 1:
        for (;;) {
            await async_sleep(1);
            if (x)
                return 1;
        }
    case 2:
        for (;;) {
            await async_gather(x = work());
            await tick();
        }
        for (;;)
            await async_gather((x += work()), tick());
        for (;;)
            await async_timeout(1, x = work());
        for (;;)
            await async_race(work(), (x |= work()));
    case 3:
        while (n)
            await async_yield();
    case 4:
        for (;;) {
            await async_yield();
            if (n++ > 3)
                exit(1);
        }
    case 5:
        for (;;) {
            await async_yield();
            fail();
        }
    case 6:
        for (;;) {
            await async_yield();
            if (n)
                goto out;
        }
    case 7:
        for (;;)
            n++;
    }
out:
    return n;
}
