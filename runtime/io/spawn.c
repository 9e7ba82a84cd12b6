/* spawn.c: starts a process: vfork (or fork) and exec.
 *
 * The child shares the parent's memory until it has called exec, so it only makes calls of the system, on its part of
 * the stack. It says through a pipe, which exec closes, why exec has failed.
 */
#include "io.h"
#define ASYNC_IO_LIBRARY
#include "asyncc/io.h"

#include "spawn.h"
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#else
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define vfork fork
#endif

#if !defined(NSIG)
#define NSIG 65
#endif

enum {
    FIRST = 3,        /* of the descriptors that are not a child's */
    NOTHING = INT_MIN /* in place of a descriptor: the parent has it closed */
};

struct plan {
    const struct spawn *spawn;
    int sources[FIRST]; /* what becomes its 0, 1 and 2, or NOTHING */
    int report;         /* where it says why it has failed */
};

/* --- in the child --- */

static _Noreturn void fail(const struct plan *plan)
{
    int error = errno;
    while (write(plan->report, &error, sizeof error) < 0 && errno == EINTR) {
    }
    _exit(127);
}

/* All but `kept`, from FIRST on. */
static void close_others(int kept)
{
#if defined(SYS_close_range)
    if ((kept == FIRST || syscall(SYS_close_range, FIRST, kept - 1, 0) == 0) &&
        syscall(SYS_close_range, kept + 1, ~0u, 0) == 0)
        return;
#endif
    long end = sysconf(_SC_OPEN_MAX);
    for (int fd = FIRST; fd < (end > 0 ? end : 65536); fd++)
        if (fd != kept)
            close(fd);
}

/* Also those that are sources of each other. */
static void place_streams(const struct plan *plan)
{
    int copies[FIRST];
    for (int i = 0; i < FIRST; i++) {
        copies[i] = plan->sources[i] == NOTHING ? -1 : fcntl(plan->sources[i], F_DUPFD, FIRST);
        if (plan->sources[i] != NOTHING && copies[i] < 0)
            fail(plan);
    }
    for (int i = 0; i < FIRST; i++) {
        if (copies[i] < 0)
            close(i);
        else if (dup2(copies[i], i) < 0)
            fail(plan);
    }
    close_others(plan->report);
}

static void reset_signals(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &action, NULL); /* fails for some, which are as they have to be */
}

#if !defined(__linux__)
/* As Linux has it: the program is looked for in the parent's PATH. */
static void execvpe(const char *name, char *const argv[], char *const environment[])
{
    const char *path = getenv("PATH"), *end;
    char full[PATH_MAX];
    int error = ENOENT;
    if (strchr(name, '/')) {
        execve(name, argv, environment);
        return;
    }
    for (path = path ? path : "/bin:/usr/bin"; *path; path = *end ? end + 1 : end) {
        end = path + strcspn(path, ":");
        snprintf(full, sizeof full, "%.*s%s%s", (int)(end - path), path, end > path ? "/" : "", name);
        execve(full, argv, environment);
        error = errno == EACCES ? EACCES : error;
        if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
            return;
    }
    errno = error;
}
#endif

static void execute(const struct spawn *spawn)
{
    if (spawn->options->environment)
        execvpe(spawn->argv[0], spawn->argv, spawn->options->environment);
    else
        execvp(spawn->argv[0], spawn->argv);
}

__attribute__((__noinline__)) static _Noreturn void run_child(const struct plan *plan)
{
    const async_process_options *options = plan->spawn->options;
    sigset_t none;
    reset_signals();
    if (options->new_session && setsid() < 0)
        fail(plan);
    place_streams(plan);
    if (options->directory && chdir(options->directory) < 0)
        fail(plan);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execute(plan->spawn);
    fail(plan);
}

/* With all signals blocked: a handler of the parent's must not run in the child. */
__attribute__((__noinline__)) static pid_t start_child(const struct plan *plan)
{
    sigset_t all, before;
    if (system_fails(SYSTEM_PROCESS, NULL))
        return -errno;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = vfork();
    if (pid == 0)
        run_child(plan);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pid < 0 ? -error : pid;
}

/* --- in the parent --- */

/* What the parent has opened for the child. */
struct ends {
    int of_child[FIRST]; /* -1: nothing */
};

static void close_all(const int *fds, int count)
{
    for (int i = 0; i < count; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

static int open_pipe(struct spawn *spawn, struct ends *ends, int stream)
{
    int both[2], error = io_pipe(both, false);
    if (error < 0)
        return error;
    spawn->own[stream] = both[stream == 0];
    fcntl(both[stream == 0], F_SETFL, fcntl(both[stream == 0], F_GETFL) | O_NONBLOCK);
    return ends->of_child[stream] = both[stream != 0];
}

/* What becomes this stream of the child, NOTHING, or a negative errno. */
static int open_stream(struct spawn *spawn, struct ends *ends, const struct plan *plan, int stream, int asked)
{
    switch (asked) {
    case ASYNC_INHERIT:
        return fcntl(stream, F_GETFD) < 0 ? NOTHING : stream;
    case ASYNC_PIPE:
        return open_pipe(spawn, ends, stream);
    case ASYNC_DEVNULL:
        ends->of_child[stream] = system_fails(SYSTEM_MAKE, NULL) ? -1 : open("/dev/null", O_RDWR | O_CLOEXEC);
        return ends->of_child[stream] < 0 ? -errno : ends->of_child[stream];
    case ASYNC_STDOUT:
        return stream == 2 ? plan->sources[1] : -EINVAL;
    default:
        if (asked < 0)
            return -EINVAL;
        return fcntl(asked, F_GETFD) < 0 ? -EBADF : asked;
    }
}

static int open_streams(struct spawn *spawn, struct ends *ends, struct plan *plan)
{
    const int asked[FIRST] = {spawn->options->in, spawn->options->out, spawn->options->err};
    for (int i = 0; i < FIRST; i++) {
        plan->sources[i] = open_stream(spawn, ends, plan, i, asked[i]);
        if (plan->sources[i] < 0 && plan->sources[i] != NOTHING)
            return plan->sources[i];
    }
    return 0;
}

/* A pipe whose end for the child is none of its streams. */
static int open_report(int report[2])
{
    int error = io_pipe(report, false);
    if (error < 0 || report[1] >= FIRST)
        return error;
    int moved = fcntl(report[1], F_DUPFD_CLOEXEC, FIRST);
    error = moved < 0 ? -errno : 0;
    close(report[1]);
    report[1] = moved;
    if (error < 0)
        close(report[0]);
    return error;
}

/* Starts the child, and learns whether exec has succeeded. */
static int start(struct spawn *spawn, struct plan *plan)
{
    int report[2], error = open_report(report), failure;
    if (error < 0)
        return error;
    plan->report = report[1];
    spawn->pid = start_child(plan);
    close(report[1]);
    ssize_t size = 0;
    while (spawn->pid > 0 && (size = read(report[0], &failure, sizeof failure)) < 0 && errno == EINTR) {
    }
    close(report[0]);
    if (spawn->pid < 0)
        return spawn->pid;
    if (size != sizeof failure)
        return 0;
    while (waitpid(spawn->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    return -failure;
}

int spawn_process(struct spawn *spawn)
{
    struct ends ends = {{-1, -1, -1}};
    struct plan plan = {.spawn = spawn};
    for (int i = 0; i < FIRST; i++)
        spawn->own[i] = -1;
    int error = open_streams(spawn, &ends, &plan);
    if (error == 0)
        error = start(spawn, &plan);
    close_all(ends.of_child, FIRST);
    if (error < 0)
        close_all(spawn->own, FIRST);
    return error;
}
