/* process.c: child processes: spawn, kill, release. annotated/process.c waits for them.
 *
 * A process that the library has not reaped keeps its number, running or not, so the number cannot mean another one.
 * Only a process's own number, or its pidfd, is ever waited for. Where there is no pidfd, waiting is asking again and
 * again.
 */
#include "io.h"
#define ASYNC_IO_LIBRARY
#include "asyncc/io.h"

#include "spawn.h"
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#if defined(SYS_pidfd_open) && defined(SYS_pidfd_send_signal) && !defined(ASYNCC_IO_POLL)
#define HAS_PIDFD
#define PIDFD ((idtype_t)3) /* P_PIDFD, which older headers do not have */
#endif

/* async_process.async_state */
enum {
    RUNS = 1 << 0,
    ENDED = 1 << 1, /* its status is known, … */
    LOST = 1 << 2,  /* … or somebody else has taken it */
    LEADS = 1 << 3, /* a process group */
    STATUS_SHIFT = 4
};

/* --- one process --- */

static int open_pidfd(pid_t pid)
{
#if defined(HAS_PIDFD)
    return system_fails(SYSTEM_MAKE, NULL) ? -1 : (int)syscall(SYS_pidfd_open, pid, 0);
#else
    (void)pid;
    return -1;
#endif
}

/* waitid for this process; `info->si_pid` is 0 if it runs. 0, or a negative errno. */
static int ask(const async_process *process, siginfo_t *info, int flags)
{
    idtype_t kind = P_PID;
    id_t id = (id_t)process->pid;
#if defined(HAS_PIDFD)
    if (process->async_fd >= 0) {
        kind = PIDFD;
        id = (id_t)process->async_fd;
    }
#endif
    int result;
    info->si_pid = 0;
    do
        result = waitid(kind, id, info, WEXITED | WNOHANG | flags);
    while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : 0;
}

/* What waitpid stores. */
static int status_of(const siginfo_t *info)
{
    if (info->si_code == CLD_EXITED)
        return (info->si_status & 0xff) << 8;
    return info->si_code == CLD_DUMPED ? info->si_status | 0x80 : info->si_status;
}

static void close_pidfd(async_process *process)
{
    if (process->async_fd >= 0)
        async_close(process->async_fd);
    process->async_fd = -1;
}

/* Reaps it if it has ended. */
static void reap(async_process *process)
{
    siginfo_t info;
    if (!(process->async_state & RUNS))
        return;
    int error = ask(process, &info, 0);
    if (error == 0 && info.si_pid == 0)
        return;
    process->async_state = error < 0 ? LOST : ENDED | status_of(&info) << STATUS_SHIFT;
    close_pidfd(process);
}

bool async__process_runs(const async_process *process)
{
    return process->async_state & RUNS;
}

int async__process_ended(async_process *process, int *status)
{
    reap(process);
    if (process->async_state & RUNS)
        return 0;
    if (!(process->async_state & ENDED))
        return -ECHILD;
    if (status)
        *status = process->async_state >> STATUS_SHIFT;
    return 1;
}

/* --- kill --- */

static int send_signal(const async_process *process, int number)
{
    if (process->async_state & LEADS)
        return kill(-process->pid, number);
#if defined(HAS_PIDFD)
    if (process->async_fd >= 0)
        return (int)syscall(SYS_pidfd_send_signal, process->async_fd, number, NULL, 0);
#endif
    return kill(process->pid, number);
}

int async_process_kill(async_process *process, int signal)
{
    siginfo_t info;
    if (!(process->async_state & RUNS) || ask(process, &info, WNOWAIT) < 0 || info.si_pid)
        return -ESRCH;
    return send_signal(process, signal) < 0 ? -errno : 0;
}

/* --- release --- */

/* Waits for the end of a process that nobody else waits for. */
static void *wait_for(void *pid)
{
    while (waitpid((pid_t)(intptr_t)pid, NULL, 0) < 0 && errno == EINTR) {
    }
    return NULL;
}

/* Processes for which there was no thread: those that spawn others look after them. */
struct orphan {
    pid_t pid;
    struct orphan *next;
};

static pthread_mutex_t orphans_lock = PTHREAD_MUTEX_INITIALIZER;
static struct orphan *orphans;

static void look_after_orphans(void)
{
    pthread_mutex_lock(&orphans_lock);
    for (struct orphan **link = &orphans, *orphan; (orphan = *link);) {
        if (waitpid(orphan->pid, NULL, WNOHANG) == 0) {
            link = &orphan->next;
            continue;
        }
        *link = orphan->next;
        free(orphan);
    }
    pthread_mutex_unlock(&orphans_lock);
}

static void add_orphan(pid_t pid)
{
    struct orphan *orphan = malloc(sizeof *orphan);
    if (!orphan)
        return;
    pthread_mutex_lock(&orphans_lock);
    *orphan = (struct orphan){.pid = pid, .next = orphans};
    orphans = orphan;
    pthread_mutex_unlock(&orphans_lock);
}

/* Has it reaped when it ends, whatever the loop does: by a thread that sleeps until then. */
static void leave_running(pid_t pid)
{
    enum { STACK = 256 << 10 };
    pthread_attr_t detached;
    pthread_t thread;
    sigset_t all, before;
    sigfillset(&all);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, STACK);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (system_fails(SYSTEM_PROCESS, NULL) || pthread_create(&thread, &detached, wait_for, (void *)(intptr_t)pid))
        add_orphan(pid);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&detached);
}

void async_process_release(async_process *process)
{
    reap(process);
    if (process->async_state & RUNS) {
        close_pidfd(process);
        leave_running(process->pid);
    }
    process->async_state = 0;
}

/* --- spawn --- */

int async_process_spawn(async_process *process, char *const argv[], const async_process_options *options)
{
    static const async_process_options none;
    struct spawn spawn = {.argv = argv, .options = options ? options : &none};
    struct io *io = io_get();
    *process = (async_process){.pid = -1, .in = -1, .out = -1, .err = -1, .async_fd = -1};
    if (!io || memory_refused())
        return -ENOMEM;
    if (!argv || !argv[0])
        return -EINVAL;
    look_after_orphans();
    int error = spawn_process(&spawn);
    if (error < 0)
        return error;
    *process = (async_process){.pid = spawn.pid,
                               .in = io_own(io, spawn.own[0], false),
                               .out = io_own(io, spawn.own[1], false),
                               .err = io_own(io, spawn.own[2], false),
                               .async_fd = open_pidfd(spawn.pid),
                               .async_state = spawn.options->new_session ? RUNS | LEADS : RUNS};
    return 0;
}
