// Child processes: status, errors of exec, streams, environment, directory, session, what they inherit.
// RUN: %io --elision %s | FileCheck %s
#include "Inputs/check.h"

#include <signal.h>
#include <sys/wait.h>

static char *none[] = {NULL};

// Runs a command of the shell with its output in `text`; its status.
static async int shell(char *command, char *text, size_t size, const async_process_options *more)
{
    char *argv[] = {"sh", "-c", command, NULL};
    async_process_options options = more ? *more : (async_process_options){0};
    async_process process;
    int status = -1;
    options.out = ASYNC_PIPE;
    CHECK_EQUAL(async_process_spawn(&process, argv, &options), 0);
    CHECK(process.pid > 0 && process.in == -1 && process.out >= 0 && process.err == -1);
    ssize_t count = await async_read_all(process.out, text, size - 1);
    CHECK(count >= 0);
    text[count] = 0;
    CHECK_EQUAL(async_close(process.out), 0);
    CHECK_EQUAL(await async_process_wait(&process, &status), 0);
    async_process_release(&process);
    return status;
}

static async int exits(char *command, int expected)
{
    char *argv[] = {"sh", "-c", command, NULL};
    async_process process;
    int status = -1, again = -1;
    CHECK_EQUAL(async_process_spawn(&process, argv, NULL), 0);
    CHECK_EQUAL(await async_process_wait(&process, &status), 0);
    CHECK_EQUAL(status, expected);
    CHECK_EQUAL(await async_process_wait(&process, &again), 0);
    CHECK_EQUAL(again, status);
    CHECK_EQUAL(await async_process_wait(&process, NULL), 0);
    CHECK_EQUAL(async_process_kill(&process, SIGKILL), -ESRCH);
    async_process_release(&process);
    async_process_release(&process);
    CHECK_EQUAL(await async_process_wait(&process, NULL), -ECHILD);
    CHECK_EQUAL(async_process_kill(&process, SIGKILL), -ESRCH);
    return 0;
}

static void fails(char *name, const async_process_options *options, int expected)
{
    char *argv[] = {name, NULL};
    async_process process;
    CHECK_EQUAL(async_process_spawn(&process, argv, options), expected);
    CHECK(process.pid == -1 && process.in == -1 && process.out == -1 && process.err == -1);
    async_process_release(&process);
    CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD); // no child is left
}

static void errors(void)
{
    int file = open("/dev/null", O_RDONLY);
    CHECK(close(file) == 0);
    fails("no-such-program", NULL, -ENOENT);
    fails("/no/such/program", &(async_process_options){ASYNC_PIPE, ASYNC_PIPE, ASYNC_PIPE, NULL, NULL, 0}, -ENOENT);
    fails("/etc/passwd", NULL, -EACCES);
    fails("true", &(async_process_options){.directory = "/no/such/folder"}, -ENOENT);
    fails("true", &(async_process_options){.out = file}, -EBADF);
    fails("true", &(async_process_options){.out = ASYNC_STDOUT}, -EINVAL);
    fails("true", &(async_process_options){.in = ASYNC_PIPE, .err = -9}, -EINVAL);
    async_process process;
    CHECK_EQUAL(async_process_spawn(&process, none, NULL), -EINVAL);
}

static async int pipes(void)
{
    char text[100], big[70000] = "";
    int status = -1;
    async_process process;
    char *cat[] = {"cat", NULL}, *both[] = {"sh", "-c", "echo out; echo err >&2", NULL};
    CHECK_EQUAL(async_process_spawn(&process, cat, &(async_process_options){.in = ASYNC_PIPE, .out = ASYNC_PIPE}), 0);
    for (int i = 0; i < 3; i++) {
        CHECK_EQUAL(await async_write_all(process.in, "hello", 5), 5);
        CHECK_EQUAL(await async_read_all(process.out, text, 5), 5);
        CHECK(!memcmp(text, "hello", 5));
    }
    CHECK_EQUAL(async_close(process.in), 0);
    CHECK_EQUAL(await async_read(process.out, text, 5), 0);
    CHECK_EQUAL(async_close(process.out), 0);
    CHECK_EQUAL(await async_process_wait(&process, &status), 0);
    CHECK_EQUAL(status, 0);
    async_process_release(&process);

    CHECK_EQUAL(async_process_spawn(&process, both, &(async_process_options){.out = ASYNC_PIPE, .err = ASYNC_STDOUT}),
                0);
    CHECK_EQUAL(await async_read_all(process.out, text, sizeof text), 8);
    CHECK(!memcmp(text, "out\nerr\n", 8));
    CHECK_EQUAL(async_close(process.out), 0);
    CHECK_EQUAL(await async_process_wait(&process, NULL), 0);
    async_process_release(&process);

    // A descriptor of the caller's, which stays its own; a child that does not read.
    int ends[2];
    CHECK(pipe(ends) == 0);
    CHECK_EQUAL(async_process_spawn(&process, both, &(async_process_options){.out = ends[1], .err = ASYNC_DEVNULL}), 0);
    CHECK_EQUAL(await async_process_wait(&process, NULL), 0);
    async_process_release(&process);
    CHECK(write(ends[1], "!", 1) == 1 && read(ends[0], text, 10) == 5 && !memcmp(text, "out\n!", 5));
    CHECK_EQUAL(async_process_spawn(&process, (char *[]){"true", NULL}, &(async_process_options){.in = ASYNC_PIPE}), 0);
    CHECK_EQUAL(await async_process_wait(&process, NULL), 0);
    CHECK_EQUAL(await async_write(process.in, big, sizeof big), -EPIPE);
    CHECK_EQUAL(async_close(process.in), 0);
    async_process_release(&process);
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static async int surroundings(void)
{
    char text[200];
    char *environment[] = {"A=1", "PATH=/nowhere", NULL};
    signal(SIGUSR1, SIG_IGN);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    int inherited = open("/dev/null", O_RDONLY); // not FD_CLOEXEC

    await shell("echo $A $B", text, sizeof text, &(async_process_options){.environment = environment});
    CHECK(!strcmp(text, "1\n"));
    await shell("pwd", text, sizeof text, &(async_process_options){.directory = "/usr"});
    CHECK(!strcmp(text, "/usr\n"));
    await shell("exec readlink /proc/self/fd/3 /proc/self/fd/4 || echo none", text, sizeof text, NULL);
    CHECK(!*text);
    // Nothing is blocked or ignored. (32 and 33 are the C library's own, and nobody can change them.)
    const unsigned long long own = 3ull << 31;
    await shell("sed -n 's/^SigBlk:[^0-9a-f]*//p' /proc/self/status", text, sizeof text, NULL);
    CHECK_EQUAL((long long)(strtoull(text, NULL, 16) & ~own), 0);
    await shell("sed -n 's/^SigIgn:[^0-9a-f]*//p' /proc/self/status", text, sizeof text, NULL);
    CHECK_EQUAL((long long)(strtoull(text, NULL, 16) & ~own), 0);
    CHECK_EQUAL(await exits("kill -USR1 $$", SIGUSR1), 0);
    CHECK_EQUAL(await exits("kill -TERM $$", SIGTERM), 0);
    sigprocmask(SIG_UNBLOCK, &blocked, NULL);
    return close(inherited);
}

// The group of the child has two more processes, which hold the pipe.
static async int session(void)
{
    char *argv[] = {"sh", "-c", "sleep 100 & sleep 100 & echo; wait", NULL}, byte;
    async_process process;
    int status = -1;
    CHECK_EQUAL(async_process_spawn(&process, argv, &(async_process_options){.out = ASYNC_PIPE, .new_session = 1}), 0);
    CHECK_EQUAL(await async_read(process.out, &byte, 1), 1);
    CHECK_EQUAL(getpgid(process.pid), process.pid);
    CHECK_EQUAL(async_process_kill(&process, 0), 0);
    CHECK_EQUAL(async_process_kill(&process, SIGTERM), 0);
    CHECK_EQUAL(await async_read(process.out, &byte, 1), 0); // all of them are gone
    CHECK_EQUAL(await async_process_wait(&process, &status), 0);
    CHECK_EQUAL(status, SIGTERM);
    async_process_release(&process);
    return async_close(process.out);
}

static async int run(void)
{
    char text[100];
    CHECK_EQUAL(await exits("exit 0", 0), 0);
    CHECK_EQUAL(await exits("exit 7", 7 << 8), 0);
    CHECK_EQUAL(await exits("kill -KILL $$", SIGKILL), 0);
    CHECK_EQUAL(await shell("printf text; exit 3", text, sizeof text, NULL), 3 << 8);
    CHECK(!strcmp(text, "text"));
    errors();
    CHECK_EQUAL(await pipes(), 0);
    CHECK_EQUAL(await surroundings(), 0);
    CHECK_EQUAL(await session(), 0);
    return 0;
}

int main(void)
{
    int before = descriptors();
    CHECK_EQUAL(async_run(run()), 0);
    CHECK(descriptors() - before <= 2);
    CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
    puts("done"); // CHECK: done
    return 0;
}
