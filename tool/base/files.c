/* files.c: atomic writing, temporary files, and the signals after which they would remain. */
#include "base/files.h"

#include "base/list.h"
#include "base/util.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- temporary files --- */

/* The signal handler reads this, so an entry is complete before the count includes it. */
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

/* Makes room for two entries. This comes before a file is made, so that running out of memory leaves no file. */
static void make_room(void)
{
    sigset_t before;
    block_signals(&before);
    if (temporary_room == 0)
        atexit(temporary_clean);
    if ((size_t)temporary_count + 2 > temporary_room) {
        temporary_room = temporary_room * 2 + 8;
        temporaries = must_grow(temporaries, temporary_room * sizeof *temporaries);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void temporary_keep(const char *path)
{
    sigset_t before;
    block_signals(&before);
    for (sig_atomic_t i = 0; i < temporary_count; i++)
        if (strcmp(temporaries[i].path, path) == 0)
            temporaries[i].path[0] = '\0'; /* no file has this name */
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Requires room for the entry and blocked signals. The path's address stays the same. */
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

/* Last in, first out: files are removed before their folder. Uses only calls that are safe in a signal handler. */
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

/* Unregisters the last file, after it was renamed to its real name. */
static void forget_last(void)
{
    temporary_count--;
}

char *temporary_place(void)
{
    const char *where = getenv("TMPDIR");
    if (!where || !*where)
        where = "/tmp";
    char *absolute = realpath(where, NULL); /* all programs that print the names have to agree on them */
    return absolute ? absolute : string_format("%s", where);
}

const char *temporary_make(void)
{
    char *where = temporary_place();
    char *path = string_format("%s/asyncc-XXXXXX", where);
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
    free(where);
    return made;
}

/* Removes the content of a folder, recursively down to a depth. */
static void remove_content(int folder, int depth)
{
    DIR *list = fdopendir(dup(folder));
    for (struct dirent *entry; list && (entry = readdir(list));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            unlinkat(folder, entry->d_name, 0) == 0 || depth == 0)
            continue;
        int inner = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner < 0)
            continue;
        remove_content(inner, depth - 1);
        close(inner);
        unlinkat(folder, entry->d_name, AT_REMOVEDIR);
    }
    if (list)
        closedir(list);
}

/* True if the open folder still has this name. Its last owner may have removed it. */
static bool is_still(int folder, const char *path)
{
    struct stat open_one, named;
    return fstat(folder, &open_one) == 0 && lstat(path, &named) == 0 && open_one.st_dev == named.st_dev &&
           open_one.st_ino == named.st_ino;
}

/* Makes or opens the folder, and locks it. Returns -1 with errno if that is impossible, and -2 if the caller has to try
 * again, perhaps after waiting for the lock of `*busy`. */
static int lock_folder(const char *path, int *busy)
{
    struct stat status;
    *busy = -1;
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return -1;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return errno == ENOENT ? -2 : -1;
    bool own = fstat(folder, &status) == 0 && status.st_uid == geteuid();
    if (own && flock(folder, LOCK_EX | LOCK_NB) == 0) {
        if (is_still(folder, path))
            return folder;
        close(folder);
        return -2;
    }
    int reason = own ? errno : EACCES;
    if (reason == EWOULDBLOCK) {
        *busy = folder;
        return -2;
    }
    close(folder);
    errno = reason;
    return -1;
}

const char *temporary_claim(const char *path, const char *above)
{
    char *copy = string_format("%s", path), *above_copy = string_format("%s", above ? above : "");
    for (;;) {
        make_room();
        sigset_t before;
        block_signals(&before);
        int busy, folder = lock_folder(copy, &busy), reason = errno;
        if (folder >= 0 && above)
            add(above_copy, true);
        if (folder >= 0)
            add(copy, true);
        sigprocmask(SIG_SETMASK, &before, NULL);
        if (folder >= 0) { /* it stays open and locked until the program ends */
            remove_content(folder, 2);
            return copy;
        }
        if (busy >= 0) {
            while (flock(busy, LOCK_EX) != 0 && errno == EINTR)
                ;
            close(busy);
        }
        if (folder == -1) {
            free(copy);
            free(above_copy);
            errno = reason;
            return NULL;
        }
    }
}

/* --- signals --- */

enum { MOST_CHILDREN = 4 };
static volatile sig_atomic_t children[MOST_CHILDREN], caught_signal;

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
    bool passed = false;
    for (int i = 0; i < MOST_CHILDREN; i++)
        if (children[i] > 0) {
            /* The child may clean up first; signals_end() then ends this program. */
            caught_signal = number;
            kill(children[i], number);
            passed = true;
        }
    if (passed)
        return;
    temporary_clean();
    end_by(number);
}

void signals_catch(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGXFSZ, SIGXCPU};
    struct sigaction action = {.sa_handler = on_signal}, old;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        /* A signal that the parent process ignores (nohup) stays ignored. */
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

static void replace_child(int from, int to)
{
    for (int i = 0; i < MOST_CHILDREN; i++)
        if (children[i] == from) {
            children[i] = to;
            return;
        }
}

void signals_pass_to(int child)
{
    replace_child(0, child);
}

void signals_no_longer(int child)
{
    replace_child(child, 0);
}

void signals_end(int ended_child)
{
    int number = caught_signal ? caught_signal : ended_child;
    if (number == 0)
        return;
    for (int i = 0; i < MOST_CHILDREN; i++)
        while (children[i] > 0 && waitpid(children[i], NULL, 0) < 0 && errno == EINTR)
            ;
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

/* Writes to an open file and closes it; close(), too, may report a full disk. */
static bool write_and_close(int file, const char *text, size_t length)
{
    bool written = write_all(file, text, length);
    int reason = errno;
    if (close(file) != 0 && written)
        return false;
    errno = reason;
    return written;
}

/* A new file gets its mode from the umask, as from any compiler; mkstemp alone would make it private. */
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
        char *target = realpath(path, NULL); /* follows a symbolic link, as open() does */
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
