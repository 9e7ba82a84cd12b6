// Handles that are used again after they were given away, and runs that cannot end: each is reported and aborts.
// RUN: %asyncc %s -o %t.c && %gcc %t.c %lib -o %t
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t joined 2>&1 | FileCheck %s --check-prefix=AWAITED
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t all 2>&1 | FileCheck %s --check-prefix=AWAITED
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t group 2>&1 | FileCheck %s --check-prefix=AWAITED
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t join-detached 2>&1 | FileCheck %s --check-prefix=DETACHED
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t detach-twice 2>&1 | FileCheck %s --check-prefix=DETACHED
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t detach-joined 2>&1 | FileCheck %s --check-prefix=AWAITED
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t end 2>&1 | FileCheck %s --check-prefix=END
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t inside 2>&1 | FileCheck %s --check-prefix=INSIDE
// RUN: env ASYNCC_VIRTUAL_TIME=1 %t unjoined 2>&1 | FileCheck %s --check-prefix=UNJOINED
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

// AWAITED: asyncc: error: coroutine {{nap|joins}} was already awaited
// DETACHED: asyncc: error: coroutine nap was detached

static async int nap(double seconds)
{
    return await async_sleep(seconds);
}

static async int joins(async_task *task)
{
    return await async_join(task);
}

static async_event never;

static async int waits_forever(void)
{
    return await async_event_wait(&never);
}

// It is cancelled, and then waits for what never comes.
// END: asyncc: error: deadlock: what is left at the end of the run waits, and nothing is left to wake it
// END: shielded
// END: waits_forever at {{.*}}misuse.c:[[#]] in async_event_wait
static async int shielded(void)
{
    await async_sleep(100);
    return await async_shield(waits_forever());
}

// INSIDE: asyncc: error: deadlock: waits_forever waits, and nothing is left to wake it
static async int runs_forever(void)
{
    async_task *task = async_spawn(nap(3)); // of the outer run, so it stands still
    return async_run(waits_forever()) + await async_join(task);
}

// UNJOINED: asyncc: warning: task nap has ended and was never joined ({{.*}}misuse.c)
// UNJOINED-NOT: asyncc:
static async int unjoined(void)
{
    async_task *task = async_spawn(nap(1));
    await async_sleep(2);
    return !async_finished(task);
}

static async int run(const char *what)
{
    async_group group = {0};
    async_task *task = async_spawn(nap(1));
    if (!strcmp(what, "joined")) {
        async_task *other = async_spawn(joins(task));
        await async_join(task);
        await async_join(other);
    } else if (!strcmp(what, "all")) {
        await async_join_all((async_task *[]){task, task}, 2);
    } else if (!strcmp(what, "group")) {
        async_group_spawn(&group, joins(task));
        await async_join(task);
    } else if (!strcmp(what, "join-detached")) {
        async_detach(task);
        await async_join(task);
    } else if (!strcmp(what, "detach-twice")) {
        async_detach(task);
        async_detach(task);
    } else if (!strcmp(what, "detach-joined")) {
        async_detach(async_spawn(joins(task)));
        async_detach(task);
    }
    return 0;
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    if (!strcmp(what, "end")) {
        async_detach(async_spawn(shielded()));
        return async_run(nap(1));
    }
    if (!strcmp(what, "inside"))
        return async_run(runs_forever());
    if (!strcmp(what, "unjoined"))
        return async_run(unjoined());
    return async_run(run(what));
}
