// RUN: %matrix %s
// What is due in the same turn of the loop: a call that ends by itself in the turn in which its time is up has not timed
// out, whatever kind of rounds the loop has. The first task keeps the thread busy until both are due.
// time: real
// expect: 0 0 1
#include <asyncc.h>
#include <stdio.h>

static async int sleeps(int *ended)
{
    int status = await async_sleep(0.001);
    *ended = 1;
    return status;
}

static async void keeps_busy(void)
{
    await async_yield();
    for (double end = async_time() + 0.02; async_time() < end;)
        ;
}

static async int check(void)
{
    int ended = 0, status = -1;
    async_task *busy = async_spawn(keeps_busy());
    int result = await async_timeout(0.002, status = sleeps(&ended));
    printf("%d %d %d\n", result, status, ended);
    await async_join(busy);
    return 0;
}

int main(void)
{
    return async_run(check());
}
