/* io_elision_process.h: signals and processes in the serial elision. Part of io_elision.h. */
#ifndef ASYNCC_IO_ELISION_PROCESS_H
#define ASYNCC_IO_ELISION_PROCESS_H

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

ASYNC_ELIDED int async_signals_open(const sigset_t *__signals)
{
    (void)__signals;
    return -ENOSYS;
}

ASYNC_ELIDED int async_signals_wait(int __fd, siginfo_t *__info)
{
    (void)__fd, (void)__info;
    return -EDEADLK;
}

/* async_process.async_state */
enum { ASYNC__RUNS = 1, ASYNC__ENDED = 2, ASYNC__LEADS = 8 };

/* What becomes a stream of the child: a descriptor; -1: nothing; less: -1 - errno. `own`: this side's end of a pipe. */
ASYNC_ELIDED int async__child_stream(int __stream, int __asked, int __out, int *__own)
{
    int __ends[2], __fd;
    if (__asked == ASYNC_INHERIT)
        return fcntl(__stream, F_GETFD) < 0 ? -1 : __stream;
    if (__asked == ASYNC_STDOUT && __stream == 2)
        return __out;
    if (__asked == ASYNC_DEVNULL)
        return (__fd = open("/dev/null", O_RDWR | O_CLOEXEC)) < 0 ? -1 - errno : __fd;
    if (__asked > 0)
        return fcntl(__asked, F_GETFD) < 0 ? -1 - EBADF : __asked;
    if (__asked != ASYNC_PIPE)
        return -1 - EINVAL;
    if (pipe(__ends) < 0)
        return -1 - errno;
    *__own = async__set_flags(__ends[__stream == 0]);
    fcntl(__ends[__stream != 0], F_SETFD, FD_CLOEXEC);
    return __ends[__stream != 0];
}

/* In the child: all that comes before exec. False if it fails. */
ASYNC_ELIDED int async__prepare_child(const int *__sources, int __report, const async_process_options *__options)
{
    struct sigaction __default;
    sigset_t __none;
    int __copies[3], __i;
    long __end = sysconf(_SC_OPEN_MAX);
    sigemptyset(&__none);
    __default.sa_handler = SIG_DFL;
    __default.sa_flags = 0;
    __default.sa_mask = __none;
    for (__i = 1; __i < 65; __i++)
        sigaction(__i, &__default, (struct sigaction *)0);
    if (__options->new_session && setsid() < 0)
        return 0;
    for (__i = 0; __i < 3; __i++)
        if ((__copies[__i] = __sources[__i] < 0 ? -1 : fcntl(__sources[__i], F_DUPFD, 3)) < 0 && __sources[__i] >= 0)
            return 0;
    for (__i = 0; __i < 3; __i++) {
        if (__copies[__i] < 0)
            close(__i);
        else if (dup2(__copies[__i], __i) < 0)
            return 0;
    }
    for (__i = 3; __i < (__end > 0 && __end < 65536 ? __end : 65536); __i++)
        if (__i != __report)
            close(__i);
    return (!__options->directory || chdir(__options->directory) == 0) &&
           sigprocmask(SIG_SETMASK, &__none, (sigset_t *)0) == 0;
}

/* execve, looking for the program in PATH: that of the parent. Returns if it fails. */
ASYNC_ELIDED void async__exec(char *const *__argv, char *const *__environment)
{
    const char *__path = getenv("PATH"), *__name = __argv[0], *__end;
    char __full[4096];
    int __error = ENOENT;
    if (strchr(__name, '/')) {
        execve(__name, __argv, __environment);
        return;
    }
    for (__path = __path ? __path : "/bin:/usr/bin"; *__path; __path = *__end ? __end + 1 : __end) {
        __end = strchr(__path, ':') ? strchr(__path, ':') : __path + strlen(__path);
        if ((__SIZE_TYPE__)(__end - __path) + strlen(__name) + 2 > sizeof __full)
            continue;
        memcpy(__full, __path, (__SIZE_TYPE__)(__end - __path));
        __full[__end - __path] = '/';
        strcpy(__full + (__end - __path) + (__end > __path), __name);
        execve(__full, __argv, __environment);
        __error = errno == EACCES ? EACCES : __error;
        if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
            return;
    }
    errno = __error;
}

/* Starts it, and learns whether exec has succeeded: its number, or a negative errno. */
ASYNC_ELIDED int async__start_child(char *const *__argv, const int *__sources, const async_process_options *__options)
{
    int __report[2], __error = 0, __high;
    pid_t __pid;
    ssize_t __size = 0;
    if (pipe(__report) < 0)
        return -errno;
    fcntl(__report[0], F_SETFD, FD_CLOEXEC);
    __high = fcntl(__report[1], F_DUPFD, 3);
    fcntl(__high, F_SETFD, FD_CLOEXEC);
    close(__report[1]);
    __pid = fork();
    if (__pid == 0) {
        if (async__prepare_child(__sources, __high, __options)) {
            if (__options->environment)
                async__exec(__argv, __options->environment);
            else
                execvp(__argv[0], __argv);
        }
        __error = errno;
        _exit(write(__high, &__error, sizeof __error) < 0 ? 126 : 127);
    }
    __error = __pid < 0 ? errno : 0;
    close(__high);
    while (__pid > 0 && (__size = read(__report[0], &__error, sizeof __error)) < 0 && errno == EINTR) {
    }
    close(__report[0]);
    while (__pid > 0 && __size > 0 && waitpid(__pid, (int *)0, 0) < 0 && errno == EINTR) {
    }
    return __pid < 0 || __size > 0 ? -__error : (int)__pid;
}

ASYNC_ELIDED int async_process_spawn(async_process *__process, char *const __argv[],
                                     const async_process_options *__options)
{
    const async_process_options __none = {0, 0, 0, (char *const *)0, (const char *)0, 0};
    const async_process_options *__o = __options ? __options : &__none;
    const int __asked[3] = {__o->in, __o->out, __o->err};
    int __sources[3] = {-1, -1, -1}, __own[3] = {-1, -1, -1}, __result = 0, __i;
    for (__i = 0; __i < 3 && __result == 0; __i++) {
        __sources[__i] = async__child_stream(__i, __asked[__i], __sources[1], &__own[__i]);
        __result = __sources[__i] < -1 ? __sources[__i] + 1 : 0;
    }
    if (__result == 0)
        __result = __argv && __argv[0] ? async__start_child(__argv, __sources, __o) : -EINVAL;
    for (__i = 0; __i < 3; __i++) {
        if (__sources[__i] >= 0 && (__asked[__i] == ASYNC_PIPE || __asked[__i] == ASYNC_DEVNULL))
            close(__sources[__i]);
        if (__result < 0 && __own[__i] >= 0)
            close(__own[__i]);
    }
    __process->pid = __result < 0 ? -1 : __result;
    __process->in = __result < 0 ? -1 : __own[0];
    __process->out = __result < 0 ? -1 : __own[1];
    __process->err = __result < 0 ? -1 : __own[2];
    __process->async_fd = -1;
    __process->async_state = __result < 0 ? 0 : __o->new_session ? ASYNC__RUNS | ASYNC__LEADS : ASYNC__RUNS;
    return __result < 0 ? __result : 0;
}

ASYNC_ELIDED int async_process_wait(async_process *__process, int *__status)
{
    int __ended = __process->async_state >> 4, __result;
    if (!__process->async_state)
        return -ECHILD;
    if (__process->async_state & ASYNC__RUNS) {
        do
            __result = (int)waitpid(__process->pid, &__ended, 0);
        while (__result < 0 && errno == EINTR);
        if (__result < 0)
            return -errno;
        __process->async_state = ASYNC__ENDED | __ended << 4;
    }
    if (__status)
        *__status = __ended;
    return 0;
}

/* What became of it, without waiting. */
ASYNC_ELIDED void async__look_at_child(async_process *__process)
{
    int __status;
    if (__process->async_state & ASYNC__RUNS && waitpid(__process->pid, &__status, WNOHANG) > 0)
        __process->async_state = ASYNC__ENDED | __status << 4;
}

ASYNC_ELIDED int async_process_kill(async_process *__process, int __signal)
{
    async__look_at_child(__process);
    if (!(__process->async_state & ASYNC__RUNS))
        return -ESRCH;
    return kill(__process->async_state & ASYNC__LEADS ? -__process->pid : __process->pid, __signal) < 0 ? -errno : 0;
}

ASYNC_ELIDED void async_process_release(async_process *__process)
{
    async__look_at_child(__process);
    __process->async_state = 0;
}

#endif
