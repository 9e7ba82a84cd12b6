// Promises: set and posted before, while and after somebody waits; cancelled; from a signal handler.
// RUN: %matrix %s
// RUN: %asyncc %s -o %t.c && %clang %san -g %t.c %source/runtime/src/*.c -o %t && env ASYNCC_VIRTUAL_TIME=1 %t
// RUN: %gcc -O1 %t.c %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 ASYNCC_POOL=0 %t
// elision: no
#define _GNU_SOURCE
#include <asyncc.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static async void see(int id, async_promise *promise)
{
    void *value = NULL;
    int status = await async_promise_wait(promise, &value);
    printf("%d: %d %s\n", id, status, value ? (const char *)value : "-");
}

// --- before, while, after ---

static async void orders(int (*give)(async_promise *, int, void *))
{
    async_promise early = {0}, promise = {0};
    printf("%d\n", give(&early, 1, "early"));
    await see(1, &early);
    async_task *tasks[] = {async_spawn(see(2, &promise)), async_spawn(see(3, &promise))};
    await async_yield();
    printf("%d\n", give(&promise, -5, "late"));
    async_task *between = async_spawn(see(4, &promise));
    printf("again: %d %d\n", give(&promise, 1, NULL) == -EALREADY, async_promise_set(&early, 0, NULL) == -EALREADY);
    await async_join_all(tasks, 2);
    await async_join(between);
    await see(5, &promise);
    printf("no value wanted: %d\n", await async_promise_wait(&promise, NULL));
}
// expect: 0
// expect: 1: 1 early
// expect: 0
// expect: 4: -5 late
// expect: again: 1 1
// expect: 2: -5 late
// expect: 3: -5 late
// expect: 5: -5 late
// expect: no value wanted: -5
// expect: 0
// expect: 1: 1 early
// expect: 0
// expect: again: 1 1
// expect: 2: -5 late
// expect: 3: -5 late
// expect: 4: -5 late
// expect: 5: -5 late
// expect: no value wanted: -5

// --- cancelled ---

static async void cancelled(void)
{
    async_promise promise = {0};
    async_task *tasks[] = {async_spawn(see(1, &promise)), async_spawn(see(2, &promise)), async_spawn(see(3, &promise))};
    async_cancel(tasks[1]);
    await async_join(tasks[1]);
    async_promise_post(&promise, 7, "posted");
    async_cancel(tasks[0]); // too late: the result is on its way
    async_cancel(tasks[2]);
    await async_join(tasks[0]);
    await async_join(tasks[2]);

    async_promise other = {0};
    async_task *task = async_spawn(see(4, &other));
    async_cancel(task);
    await async_join(task);
    task = async_spawn(see(5, &other)); // it may be awaited again
    async_cancel(task);
    await async_join(task);
    printf("nobody waits: %d\n", async_promise_post(&other, 8, NULL));
    await see(6, &other);
    async_cancel(ASYNC_SELF);
    await see(7, &other);
}
// expect: 2: -125 -
// expect: 1: 7 posted
// expect: 3: 7 posted
// expect: 4: -125 -
// expect: 5: -125 -
// expect: nobody waits: 0
// expect: 6: 8 -
// expect: 7: -125 -

// --- a wait for a promise is not a deadlock, and does not stop virtual time ---

static async_promise rung;

static void ring(int signal)
{
    async_promise_post(&rung, signal == SIGALRM, "rung");
}

static void alarm_soon(void)
{
    struct sigaction action = {.sa_handler = ring};
    struct itimerval soon = {.it_value = {.tv_usec = 20000}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
}

static async void pass_time(void)
{
    await async_sleep(1000);
    printf("time passes: %g\n", async_time());
    alarm_soon(); // from now on nothing but the signal can wake the loop
}

static async void signals(void)
{
    rung = (async_promise){0};
    async_task *task = async_spawn(see(1, &rung));
    await pass_time();
    await async_join(task);
}
// expect: time passes: 1000
// expect: 1: 1 rung

// --- a child made by fork has a loop of its own ---

static void pause_briefly(void)
{
    usleep(1000);
}

static async void forks(void)
{
    fflush(stdout);
    pid_t child = fork();
    rung = (async_promise){0};
    while (child && waitpid(child, NULL, WNOHANG) == 0)
        pause_briefly();
    alarm_soon();
    await see(child == 0 ? 2 : 3, &rung);
    if (child == 0) {
        fflush(stdout);
        _exit(0);
    }
}
// expect: 2: 1 rung
// expect: 3: 1 rung

async int main(void)
{
    await orders(async_promise_set);
    await orders(async_promise_post);
    await async_join(async_spawn(cancelled()));
    await signals();
    await forks();
    return 0;
}
