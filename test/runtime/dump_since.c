// Where steps are recorded, for slow steps or dumps on a signal, async_dump_tasks says since when each task waits. A name
// comes and goes without that.
// RUN: %asyncc %s -o %t.c -- -std=c11 -I%include && %gcc %t.c %lib -pthread -o %t
// RUN: env ASYNCC_VIRTUAL_TIME=1 ASYNCC_DUMP=USR1 %t | FileCheck %s --match-full-lines --check-prefixes=SINCE
// RUN: env ASYNCC_VIRTUAL_TIME=1 %t slow | FileCheck %s --match-full-lines --check-prefixes=SINCE
// RUN: env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines --check-prefixes=NONE
// RUN: %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t slow
#include <asyncc.h>
#include <stdio.h>

static void slow(const char *function, const char *file, int line, double seconds)
{
    printf("%s in %s:%d took %g s\n", function, file, line, seconds);
}

static async int sleeper(double seconds)
{
    return await async_sleep(seconds);
}

static async int twice(void)
{
    await async_sleep(2.5);
    return await sleeper(10);
}

static async int at_once(void)
{
    return 0;
}

static async int holder(async_group *g)
{
    return await async_group_join(g);
}

async int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        async_on_slow_step(1000, slow);
    async_group g = {0};
    async_group_spawn(&g, sleeper(9));
    async_task *t[] = {async_spawn(sleeper(7)), async_spawn(twice()), async_spawn(holder(&g)), async_spawn(at_once())};
    async_set_name(t[0], "seven");
    async_set_name(t[0], NULL);
    async_set_name(t[1], "two");
    async_detach(async_new(at_once()));
    async int object = async_start(sleeper(5));
    await async_sleep(1);
    await async_sleep(3);
    async_dump_tasks(stdout);
    await object;
    return await async_join_all(t, 4);
}
// SINCE-DAG:    sleeper at {{.*}}dump_since.c:18 in async_sleep, for 4 s
// SINCE-DAG:    holder at {{.*}}dump_since.c:34, for 4 s
// SINCE-DAG:        sleeper at {{.*}}dump_since.c:18 in async_sleep, for 4 s
// SINCE-DAG:    twice 'two' at {{.*}}dump_since.c:24, for 1.5 s
// SINCE-DAG:      sleeper at {{.*}}dump_since.c:18 in async_sleep
// SINCE-DAG:    main at {{.*}}dump_since.c:[[#]] in async_sleep, for 0 s
// NONE-NOT:  {{.*}}, for {{.*}}
// NONE:      {{ *}}main at {{.*}}
