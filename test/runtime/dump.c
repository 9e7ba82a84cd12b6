// async_dump_tasks shows every task, and each wait that it ends in: also below races, joins, shields and groups.
// RUN: %asyncc %s -o %t.c -- -std=c11 -I%include && %gcc %t.c %lib -pthread -o %t
// RUN: env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines --strict-whitespace
// RUN: not --crash env ASYNCC_VIRTUAL_TIME=1 %t deadlock 2>&1 | FileCheck %s --match-full-lines --check-prefix=DEAD
#include <asyncc.h>
#include <stdio.h>

async int sleeper(double seconds)
{
    return await async_sleep(seconds);
}

async int racers(void)
{
    return await async_race(sleeper(5), sleeper(6));
}

async int joiner(async_task **tasks)
{
    return await async_join_all(tasks, 2);
}

async int shielded(void)
{
    return await async_timeout(9, async_shield(sleeper(7)));
}

async int holder(async_group *g)
{
    return await async_group_join(g);
}

async int locker(async_mutex *lock)
{
    return await async_mutex_lock(lock);
}

async int deadlock(void)
{
    async_mutex lock = {0};
    async_mutex_trylock(&lock);
    async_task *other = async_spawn(locker(&lock));
    int s = await locker(&lock);
    return s + await async_join(other);
}

async int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        return await deadlock();
    await async_yield();
    async_task *ended = async_spawn(sleeper(0));
    await async_join(ended);
    async_dump_tasks(stdout);
    //      CHECK:  task
    // CHECK-NEXT:    main at {{.*}}dump.c:[[#]]

    async_task *t[] = {async_spawn(racers()), async_spawn(shielded())};
    async_set_name(t[1], "precious");
    async_task *j = async_spawn(joiner(t));
    async_group g = {0};
    async_group_spawn(&g, sleeper(1));
    async_dump_tasks(stdout);
    // CHECK-NEXT:  task
    // CHECK-NEXT:    main at {{.*}}dump.c:[[#]]
    // CHECK-NEXT:  task
    // CHECK-NEXT:    joiner at {{.*}}dump.c:[[#]]
    // CHECK-NEXT:      async_join_all
    // CHECK-NEXT:        racers at {{.*}}dump.c:[[#]]
    // CHECK-NEXT:          async_race
    // CHECK-NEXT:            sleeper at {{.*}}dump.c:10 in async_sleep
    // CHECK-NEXT:            sleeper at {{.*}}dump.c:10 in async_sleep
    // CHECK-NEXT:        shielded 'precious' at {{.*}}dump.c:25
    // CHECK-NEXT:          async_timeout
    // CHECK-NEXT:            async_shield
    // CHECK-NEXT:              sleeper at {{.*}}dump.c:10 in async_sleep
    // CHECK-NEXT:  task
    // CHECK-NEXT:    sleeper at {{.*}}dump.c:10 in async_sleep

    async_task *h = async_spawn(holder(&g));
    async_dump_tasks(stdout);
    //      CHECK:    holder at {{.*}}dump.c:[[#]]
    // CHECK-NEXT:      async_group_join
    // CHECK-NEXT:        sleeper at {{.*}}dump.c:10 in async_sleep
    //  CHECK-NOT: sleeper
    printf("joined: %d\n", await async_join(h)); // looking has changed nothing
    //      CHECK:joined: 0

    await async_group_end(&g);
    async_cancel(j);
    return await async_join(j) < 0 ? 0 : 1;
}
//      DEAD:asyncc: error: deadlock: main waits, and nothing is left to wake it
// DEAD-NEXT: main at {{.*}}dump.c:[[#]]
// DEAD-NEXT: deadlock at {{.*}}dump.c:[[#]]
// DEAD-NEXT: locker at {{.*}}dump.c:35 in async_mutex_lock
// DEAD-NEXT: task
// DEAD-NEXT: locker at {{.*}}dump.c:35 in async_mutex_lock
