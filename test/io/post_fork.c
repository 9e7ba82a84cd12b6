// After a fork inside of a run the child has a loop of its own, to which its own threads post.
// RUN: %io %s | FileCheck %s
// RUN: %io --elision %S/Inputs/no_loop.c | FileCheck %s --check-prefix=NONE
// NONE: no loop
#include "Inputs/check.h"

#include <pthread.h>
#include <sys/wait.h>

static async_loop *loop;

static void set(void *event)
{
    async_event_set(event);
}

static void *post(void *event)
{
    CHECK_EQUAL(async_post(loop, set, event), 0);
    return NULL;
}

static async int posted(void)
{
    pthread_t thread;
    async_event event = {0};
    CHECK(pthread_create(&thread, NULL, post, &event) == 0);
    int s = await async_event_wait(&event);
    pthread_join(thread, NULL);
    return s;
}

static async int run(void)
{
    int ends[2];
    char byte;
    loop = async_loop_self();
    CHECK_EQUAL(await posted(), 0);
    CHECK(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 10; i++)
            CHECK_EQUAL(await posted(), 0);
        CHECK(write(ends[1], "x", 1) == 1);
        exit(0);
    }
    CHECK_EQUAL(await async_read(ends[0], &byte, 1), 1);
    for (int i = 0; i < 10; i++)
        CHECK_EQUAL(await posted(), 0);
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    return 0;
}

int main(void)
{
    CHECK_EQUAL(async_run(run()), 0);
    puts("done"); // CHECK: done
    return 0;
}
