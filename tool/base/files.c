/* files.c: atomic writing, temporary files, and the signals that would leave them behind. */
#include "base/files.h"

#include "base/list.h"
#include "base/util.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- temporary files --- */

/* Read by the signal handler: an entry is complete before the count says that it is there. */
static struct temporary {
    char *path;
    bool folder;
} * temporaries;
static volatile sig_atomic_t temporary_count;
static size_t temporary_room;

static void block_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, before);
}

/* Before a file is made: if memory is out, there must be no file yet. */
static void make_room(void)
{
    sigset_t before;
    block_signals(&before);
    if (temporary_room == 0)
        atexit(temporary_clean);
    if ((size_t)temporary_count == temporary_room) {
        temporary_room = temporary_room * 2 + 8;
        temporaries = must_grow(temporaries, temporary_room * sizeof *temporaries);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* There has to be room, and signals have to wait. The path stays where it is. */
static const char *add(char *path, bool folder)
{
    temporaries[temporary_count] = (struct temporary){path, folder};
    temporary_count++;
    return path;
}

static const char *remember(const char *path, bool folder)
{
    char *copy = string_format("%s", path);
    make_room();
    sigset_t before;
    block_signals(&before);
    add(copy, folder);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return copy;
}

const char *temporary_file(const char *path)
{
    return remember(path, false);
}

const char *temporary_folder(const char *path)
{
    return remember(path, true);
}

/* Last in, first out: files go before the folder they stand in. Only calls that a signal handler may make. */
void temporary_clean(void)
{
    while (temporary_count > 0) {
        temporary_count--;
        if (temporaries[temporary_count].folder)
            rmdir(temporaries[temporary_count].path);
        else
            unlink(temporaries[temporary_count].path);
    }
}

/* The last registered file has got its real name. */
static void forget_last(void)
{
    temporary_count--;
}

const char *temporary_make(void)
{
    const char *where = getenv("TMPDIR");
    if (!where || !*where)
        where = "/tmp";
    char *absolute = realpath(where, NULL); /* dependency files and the compiler have to agree on the name */
    char *path = string_format("%s/asyncc-XXXXXX", absolute ? absolute : where);
    free(absolute);
    make_room();
    sigset_t before;
    block_signals(&before);
    const char *made = mkdtemp(path) ? add(path, true) : NULL;
    int reason = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!made) {
        error("cannot make a temporary folder in %s: %s", where, strerror(reason));
        free(path);
    }
    return made;
}

/* --- signals --- */

static volatile sig_atomic_t child_process, caught_signal;

static void end_by(int number)
{
    signal(number, SIG_DFL);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
    raise(number);
}

static void on_signal(int number)
{
    if (child_process > 0) {
        /* The child may clean up after itself, and then it is our turn. */
        caught_signal = number;
        kill(child_process, number);
        return;
    }
    temporary_clean();
    end_by(number);
}

void signals_catch(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGXFSZ, SIGXCPU};
    struct sigaction action = {.sa_handler = on_signal}, old;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        /* What the caller had us ignore (nohup) stays ignored. */
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

void signals_pass_to(int child)
{
    child_process = child;
}

void signals_end(int ended_child)
{
    int number = caught_signal ? caught_signal : ended_child;
    if (number == 0)
        return;
    temporary_clean();
    end_by(number);
}

/* --- reading and writing --- */

static char *read_and_close(int file, size_t *length)
{
    size_t used = 0, room = 1 << 14;
    char *text = must_grow(NULL, room);
    for (;;) {
        ssize_t got = read(file, text + used, room - used - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            free(text);
            text = NULL;
        }
        if (got <= 0)
            break;
        used += (size_t)got;
        if (used + 1 == room)
            text = must_grow(text, room *= 2);
    }
    int reason = errno;
    close(file);
    errno = reason;
    if (text)
        text[used] = '\0';
    *length = used;
    return text;
}

char *input_read(const char *path, size_t *length)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    return file < 0 ? NULL : read_and_close(file, length);
}

char *input_read_regular(const char *path, size_t *length)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return NULL;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode))
        return read_and_close(file, length);
    close(file);
    return NULL;
}

char *input_read_open(int file, size_t *length)
{
    int copy = fcntl(file, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? NULL : read_and_close(copy, length);
}

static bool write_all(int file, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t put = write(file, text, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        text += put;
        length -= (size_t)put;
    }
    return true;
}

/* Writes to an open file and closes it; close() too can be what reports a full disk. */
static bool write_and_close(int file, const char *text, size_t length)
{
    bool written = write_all(file, text, length);
    int reason = errno;
    if (close(file) != 0 && written)
        return false;
    errno = reason;
    return written;
}

/* A new file gets the mode that the umask gives, as from any compiler; mkstemp alone would make it private. */
static mode_t mode_of_new_file(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool replace_file(const char *path, mode_t mode, const char *text, size_t length)
{
    const char *name = base_name(path);
    char *beside = string_format("%.*s.%s.XXXXXX", (int)(name - path), path, name);
    make_room();
    sigset_t before;
    block_signals(&before);
    int file = mkstemp(beside);
    int reason = errno;
    if (file >= 0)
        add(beside, false);
    sigprocmask(SIG_SETMASK, &before, NULL);
    bool done = false;
    if (file >= 0) {
        fchmod(file, mode);
        done = write_and_close(file, text, length) && rename(beside, path) == 0;
        reason = errno;
        if (!done)
            unlink(beside);
        forget_last();
    }
    free(beside);
    errno = reason;
    return done;
}

bool output_write(const char *path, const char *text, size_t length)
{
    if (!path) {
        if (write_all(STDOUT_FILENO, text, length))
            return true;
        error("cannot write to standard output: %s", strerror(errno));
        return false;
    }
    struct stat status;
    bool done;
    if (stat(path, &status) != 0) {
        done = replace_file(path, mode_of_new_file(), text, length);
    } else if (S_ISREG(status.st_mode)) {
        char *target = realpath(path, NULL); /* through a symbolic link, as open() would */
        done = replace_file(target ? target : path, status.st_mode & 07777, text, length);
        free(target);
    } else {
        int file = open(path, O_WRONLY | O_CLOEXEC);
        done = file >= 0 && write_and_close(file, text, length);
    }
    if (!done)
        error("cannot write %s: %s", path, strerror(errno));
    return done;
}
