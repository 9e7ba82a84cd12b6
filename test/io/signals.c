// Signals as descriptors: in their order, each descriptor sees all of them, and closing gives them back.
// RUN: %io --tsan %s | FileCheck %s
#include "Inputs/check.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>

static sigset_t set_of(int one, int other)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, one);
    sigaddset(&set, other);
    return set;
}

static bool is_default(int number)
{
    struct sigaction now;
    sigaction(number, NULL, &now);
    return !(now.sa_flags & SA_SIGINFO) && now.sa_handler == SIG_DFL;
}

static bool is_blocked(int number)
{
    sigset_t now;
    pthread_sigmask(SIG_SETMASK, NULL, &now);
    return sigismember(&now, number) == 1;
}

static pid_t sender(const siginfo_t *info)
{
    return info->si_pid;
}

static async int next(int fd)
{
    siginfo_t info;
    int number = await async_signals_wait(fd, &info);
    if (number > 0)
        CHECK_EQUAL(info.si_signo, number);
    return number;
}

static async int in_order(void)
{
    sigset_t both = set_of(SIGUSR1, SIGUSR2);
    int fd = async_signals_open(&both), s;
    CHECK(fd >= 0);
    CHECK_EQUAL(await async_timeout(0.01, s = next(fd)), -ETIMEDOUT);
    CHECK_EQUAL(s, -ECANCELED);
    for (int i = 0; i < 100; i++)
        raise(i % 3 ? SIGUSR1 : SIGUSR2); // they are kept
    for (int i = 0; i < 100; i++)
        CHECK_EQUAL(await next(fd), i % 3 ? SIGUSR1 : SIGUSR2);
    async_task *waits = async_spawn(next(fd));
    kill(getpid(), SIGUSR2);
    CHECK_EQUAL(await async_join(waits), 0);
    siginfo_t info;
    kill(getpid(), SIGUSR1);
    CHECK_EQUAL(await async_signals_wait(fd, &info), SIGUSR1);
    CHECK_EQUAL(sender(&info), getpid());
    kill(getpid(), SIGUSR1);
    CHECK_EQUAL(await async_signals_wait(fd, NULL), SIGUSR1);
    waits = async_spawn(next(fd));
    CHECK_EQUAL(async_close(fd), 0);
    CHECK_EQUAL(await async_join(waits), -EBADF);
    CHECK_EQUAL(await next(fd), -EBADF);
    CHECK_EQUAL(await next(0), -EBADF);
    CHECK(is_default(SIGUSR1) && is_default(SIGUSR2));
    return 0;
}

static int handled;

static void count(int number)
{
    handled += number == SIGUSR1;
}

static async int two_openers(void)
{
    sigset_t one = set_of(SIGUSR1, SIGUSR1), both = set_of(SIGUSR1, SIGUSR2);
    signal(SIGUSR1, count);
    sigprocmask(SIG_BLOCK, &one, NULL);
    raise(SIGUSR1); // pending: it arrives as soon as there is a descriptor
    int first = async_signals_open(&one), second = async_signals_open(&both);
    CHECK_EQUAL(await next(first), SIGUSR1);
    raise(SIGUSR1);
    raise(SIGUSR2);
    CHECK_EQUAL(await next(first), SIGUSR1);
    CHECK_EQUAL(await next(second), SIGUSR1);
    CHECK_EQUAL(await next(second), SIGUSR2);
    CHECK_EQUAL(async_close(first), 0);
    CHECK(!is_default(SIGUSR2) && !is_blocked(SIGUSR1));
    raise(SIGUSR1);
    CHECK_EQUAL(await next(second), SIGUSR1);
    CHECK_EQUAL(handled, 0);
    CHECK_EQUAL(async_close(second), 0);
    CHECK(is_default(SIGUSR2) && is_blocked(SIGUSR1));
    sigprocmask(SIG_UNBLOCK, &one, NULL);
    raise(SIGUSR1);
    CHECK_EQUAL(handled, 1);
    signal(SIGUSR1, SIG_DFL);
    return 0;
}

// --- from other threads, while descriptors are opened and closed

static int stop;

static void *send_signals(void *unused)
{
    while (!__atomic_load_n(&stop, __ATOMIC_SEQ_CST)) {
        kill(getpid(), SIGUSR1);
        usleep(100);
    }
    return unused;
}

static async int many_openers(void)
{
    pthread_t thread;
    sigset_t one = set_of(SIGUSR1, SIGUSR1);
    int always = async_signals_open(&one);
    pthread_create(&thread, NULL, send_signals, NULL);
    for (int i = 0; i < 300; i++) {
        int fd = async_signals_open(&one);
        CHECK_EQUAL(await next(i % 2 ? fd : always), SIGUSR1);
        CHECK_EQUAL(async_close(fd), 0);
    }
    __atomic_store_n(&stop, 1, __ATOMIC_SEQ_CST);
    pthread_join(thread, NULL);
    return async_close(always);
}

// --- all that can be caught; children

static async int children(void)
{
    sigset_t all;
    sigfillset(&all);
    int fd = async_signals_open(&all), status;
    CHECK(fd >= 0);
    pid_t child = fork();
    if (child == 0) {
        raise(SIGTERM); // the child's own, which the parent does not see
        CHECK_EQUAL(await next(fd), SIGTERM);
        CHECK_EQUAL(async_close(fd), 0);
        CHECK(is_default(SIGTERM));
        raise(SIGTERM);
        exit(1);
    }
    siginfo_t info;
    CHECK_EQUAL(await async_signals_wait(fd, &info), SIGCHLD);
    CHECK_EQUAL(sender(&info), child);
    CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);

    async_process process; // a program starts with nothing of all this
    char *argv[] = {"sh", "-c", "kill -TERM $$", NULL};
    CHECK_EQUAL(async_process_spawn(&process, argv, NULL), 0);
    CHECK_EQUAL(await async_process_wait(&process, &status), 0);
    CHECK_EQUAL(status, SIGTERM);
    async_process_release(&process);
    CHECK_EQUAL(await next(fd), SIGCHLD);
    return async_close(fd);
}

int main(void)
{
    int before = descriptors();
    CHECK_EQUAL(async_run(in_order()), 0);
    CHECK_EQUAL(async_run(two_openers()), 0);
    CHECK_EQUAL(async_run(many_openers()), 0);
    CHECK_EQUAL(async_run(children()), 0);
    CHECK(descriptors() - before <= 2);
    puts("done"); // CHECK: done
    return 0;
}
