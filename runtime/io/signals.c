/* signals.c: async_signals_open, async_signals_wait, and how their descriptors are closed.
 *
 * Each descriptor is the read end of a pipe. One handler, for all signals that any of them wants, writes a siginfo_t
 * into the pipe of each that wants this one. (A signalfd would need the signals blocked in all threads, and gives each
 * of them to one reader only.) Records of openers are never freed, so that the handler may walk their list at any time.
 */
#include "io.h"

#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#if !defined(NSIG)
#define NSIG 65
#endif

struct opener {
    int read;
    int write;        /* atomic; -1: closed */
    int busy;         /* atomic: handlers that may be writing */
    sigset_t signals; /* constant while it is open */
    struct opener *next;
};

/* Handlers get no context. The lock is for those who open and close. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct opener *openers; /* atomic */
static unsigned wanted[NSIG];  /* by how many */
static struct sigaction before[NSIG];
static sigset_t blocked; /* those that the thread of the first opener had blocked */

/* --- the handler --- */

/* What the running code has done itself; returning would only repeat it. */
static bool is_fault(int number, const siginfo_t *info)
{
    bool may_be = number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL || number == SIGTRAP;
    return may_be && info->si_code > 0;
}

static void on_signal(int number, siginfo_t *info, void *unused)
{
    int saved = errno;
    (void)unused;
    if (is_fault(number, info))
        sigaction(number, &before[number], NULL);
    for (struct opener *opener = __atomic_load_n(&openers, __ATOMIC_SEQ_CST); opener; opener = opener->next) {
        __atomic_add_fetch(&opener->busy, 1, __ATOMIC_SEQ_CST);
        int fd = __atomic_load_n(&opener->write, __ATOMIC_SEQ_CST);
        if (fd >= 0 && sigismember(&opener->signals, number) == 1 && write(fd, info, sizeof *info) < 0) {
            /* it is full: the signal is lost, as in the system when its queue is full */
        }
        __atomic_add_fetch(&opener->busy, -1, __ATOMIC_SEQ_CST);
    }
    errno = saved;
}

/* --- openers; the lock is held --- */

static struct opener *find(int fd)
{
    struct opener *opener = openers;
    while (opener && (opener->write < 0 || opener->read != fd))
        opener = opener->next;
    return opener;
}

static struct opener *take_record(void)
{
    struct opener *opener = openers;
    while (opener && opener->write >= 0)
        opener = opener->next;
    if (opener || memory_refused())
        return opener;
    opener = malloc(sizeof *opener);
    if (!opener)
        return NULL;
    *opener = (struct opener){.write = -1, .next = openers};
    __atomic_store_n(&openers, opener, __ATOMIC_SEQ_CST);
    return opener;
}

/* Others than those that cannot be caught. */
static bool begin_one(int number)
{
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigfillset(&action.sa_mask); /* so that they arrive in their order */
    if (wanted[number] == 0 && sigaction(number, &action, &before[number]) < 0)
        return false;
    wanted[number]++;
    return true;
}

/* The opener gets these signals, through this end of its pipe. */
static void begin(struct opener *opener, const sigset_t *signals, int fd)
{
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    opener->signals = *signals;
    __atomic_store_n(&opener->write, fd, __ATOMIC_SEQ_CST);
    for (int number = 1; number < NSIG; number++) {
        bool is_first = wanted[number] == 0;
        if (sigismember(signals, number) != 1)
            continue;
        if (!begin_one(number))
            sigdelset(&opener->signals, number);
        else if (is_first && sigismember(&mask, number) == 1)
            sigaddset(&blocked, number);
        else if (is_first)
            sigdelset(&blocked, number);
    }
}

static void end(struct opener *opener)
{
    sigset_t block;
    sigemptyset(&block);
    int fd = __atomic_exchange_n(&opener->write, -1, __ATOMIC_SEQ_CST);
    for (int number = 1; number < NSIG; number++) {
        if (sigismember(&opener->signals, number) != 1 || --wanted[number] > 0)
            continue;
        sigaction(number, &before[number], NULL);
        if (sigismember(&blocked, number) == 1)
            sigaddset(&block, number);
    }
    pthread_sigmask(SIG_BLOCK, &block, NULL);
    while (__atomic_load_n(&opener->busy, __ATOMIC_SEQ_CST))
        port_pause();
    close(fd);
}

/* --- forks: the child gets pipes of its own --- */

static sigset_t mask_before_fork;

static void before_fork(void)
{
    sigset_t all;
    sigfillset(&all);
    pthread_mutex_lock(&lock);
    pthread_sigmask(SIG_SETMASK, &all, &mask_before_fork);
}

static void after_fork(void)
{
    pthread_sigmask(SIG_SETMASK, &mask_before_fork, NULL);
    pthread_mutex_unlock(&lock);
}

static void move(int from, int to)
{
    dup2(from, to);
    fcntl(to, F_SETFD, FD_CLOEXEC);
    close(from);
}

static void in_child(void)
{
    for (struct opener *opener = openers; opener; opener = opener->next) {
        int ends[2];
        opener->busy = 0;
        if (opener->write < 0 || io_pipe(ends, true) < 0)
            continue;
        move(ends[0], opener->read);
        move(ends[1], opener->write);
    }
    after_fork();
}

static void prepare(void)
{
    pthread_atfork(before_fork, after_fork, in_child);
}

/* --- open, close --- */

static bool close_signals(int fd)
{
    pthread_mutex_lock(&lock);
    struct opener *opener = find(fd);
    if (opener)
        end(opener);
    pthread_mutex_unlock(&lock);
    return opener != NULL;
}

static int open_pipe(const sigset_t *signals)
{
    int ends[2], error = io_pipe(ends, true);
    if (error < 0)
        return error;
    struct opener *opener = take_record();
    if (!opener) {
        close(ends[0]);
        close(ends[1]);
        return -ENOMEM;
    }
#if defined(F_SETPIPE_SZ)
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20); /* room for 8192 signals, if that is allowed */
#endif
    opener->read = ends[0];
    begin(opener, signals, ends[1]);
    return ends[0];
}

int async_signals_open(const sigset_t *signals)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct io *io = io_get();
    if (!io || !signals)
        return io ? -EINVAL : -ENOMEM;
    pthread_once(&once, prepare);
    __atomic_store_n(&io_closing, close_signals, __ATOMIC_SEQ_CST);
    pthread_mutex_lock(&lock);
    int fd = open_pipe(signals);
    pthread_mutex_unlock(&lock);
    if (fd < 0)
        return fd;
    io_own(io, fd, false);
    pthread_sigmask(SIG_UNBLOCK, signals, NULL); /* those that were pending arrive now */
    return fd;
}

/* --- wait --- */

static bool is_known(int fd)
{
    pthread_mutex_lock(&lock);
    bool is_open = find(fd) != NULL;
    pthread_mutex_unlock(&lock);
    return is_open;
}

static ssize_t attempt_wait(struct io *io, const struct request *request)
{
    siginfo_t record, *info = request->buffer;
    ssize_t size; /* a pipe gives a whole record */
    (void)io;
    do
        size = system_fails(SYSTEM_FILE, NULL) ? -1 : read(request->fd, &record, sizeof record);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        return -errno;
    if (size != sizeof record)
        return -EBADF;
    if (info)
        *info = record;
    return record.si_signo;
}

IO_LEAF(signals_wait, transfer, attempt_wait, IO_READ, int);

async_int async_signals_wait__async(int fd, siginfo_t *info)
{
    if (!is_known(fd))
        return (async_int){.async_value = -EBADF};
    return io_begin_int(&signals_wait_function, &(struct request){.fd = fd, .buffer = info});
}
