// Many processes at once, waits that are cancelled, processes that are released while they run, virtual time.
// RUN: %io %s | FileCheck %s
#include "Inputs/check.h"

#include <signal.h>
#include <sys/wait.h>

static char *forever[] = {"sleep", "1000", NULL};

static async int one(int number)
{
    char command[40];
    char *argv[] = {"sh", "-c", command, NULL};
    async_process process;
    int status = -1;
    sprintf(command, "sleep 0.0%d; exit %d", number % 10, number);
    CHECK_EQUAL(async_process_spawn(&process, argv, NULL), 0);
    CHECK_EQUAL(await async_process_wait(&process, &status), 0);
    CHECK_EQUAL(status, number << 8);
    async_process_release(&process);
    return 0;
}

static async int many(void)
{
    ASYNC_SCOPED_GROUP(all);
    for (int i = 0; i < 200; i++)
        CHECK_EQUAL(async_group_spawn(&all, one(i)), 0);
    return await async_group_join(&all);
}

static async int wait_for(async_process *process)
{
    int status = -1, s = await async_process_wait(process, &status);
    return s < 0 ? s : status;
}

static async int cancelled(void)
{
    async_process process;
    int s;
    CHECK_EQUAL(async_process_spawn(&process, forever, NULL), 0);
    CHECK_EQUAL(await async_timeout(0.02, s = wait_for(&process)), -ETIMEDOUT);
    CHECK_EQUAL(s, -ECANCELED);
    CHECK_EQUAL(async_process_kill(&process, 0), 0); // it runs on
    async_task *waits[3] = {async_spawn(wait_for(&process)), async_spawn(wait_for(&process)),
                            async_spawn(wait_for(&process))};
    CHECK_EQUAL(await async_sleep(0.01), 0);
    CHECK_EQUAL(async_cancel(waits[1]), 0);
    CHECK_EQUAL(async_process_kill(&process, SIGTERM), 0);
    CHECK_EQUAL(await async_join(waits[1]), -ECANCELED);
    CHECK_EQUAL(await async_join(waits[0]), 0);
    CHECK_EQUAL(await async_join(waits[2]), 0);
    CHECK_EQUAL(await wait_for(&process), SIGTERM);
    CHECK_EQUAL(async_cancel(ASYNC_SELF), 0);
    CHECK_EQUAL(await wait_for(&process), -ECANCELED); // in a marked frame it does not begin
    async_process_release(&process);
    return 0;
}

static async int released(pid_t *pids)
{
    async_process process;
    char *soon[] = {"sleep", "0.05", NULL};
    for (int i = 0; i < 20; i++) {
        CHECK_EQUAL(async_process_spawn(&process, soon, NULL), 0);
        pids[i] = process.pid;
        async_process_release(&process);
        async_process_release(&process);
    }
    return 0;
}

// The library reaps them, whether a loop runs or not.
static void all_are_gone(const pid_t *pids)
{
    siginfo_t info;
    for (int i = 0; i < 20; i++)
        while (waitid(P_PID, (id_t)pids[i], &info, WEXITED | WNOHANG | WNOWAIT) == 0)
            usleep(1000);
}

// The program takes the status itself.
static async int stolen(void)
{
    async_process process;
    char *argv[] = {"true", NULL};
    CHECK_EQUAL(async_process_spawn(&process, argv, NULL), 0);
    CHECK(waitpid(process.pid, NULL, 0) == process.pid);
    CHECK_EQUAL(async_process_kill(&process, SIGKILL), -ESRCH);
    CHECK_EQUAL(await async_process_wait(&process, NULL), -ECHILD);
    async_process_release(&process);
    return 0;
}

static async int in_virtual_time(void)
{
    async_process process;
    char *soon[] = {"sleep", "0.1", NULL};
    int s;
    CHECK_EQUAL(async_process_spawn(&process, soon, NULL), 0);
    CHECK_EQUAL(await async_timeout(20, s = wait_for(&process)), 0);
    CHECK_EQUAL(s, 0);
    async_process_release(&process);
    return 0;
}

int main(void)
{
    pid_t pids[20];
    int before = descriptors();
    CHECK_EQUAL(async_run(many()), 0);
    CHECK_EQUAL(async_run(cancelled()), 0);
    CHECK_EQUAL(async_run(released(pids)), 0);
    all_are_gone(pids);
    CHECK_EQUAL(async_run(stolen()), 0);
    async_virtual_time(1);
    CHECK_EQUAL(async_run(in_virtual_time()), 0);
    CHECK(descriptors() - before <= 2);
    CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
    puts("done"); // CHECK: done
    return 0;
}
