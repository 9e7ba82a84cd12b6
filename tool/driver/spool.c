/* spool.c: see spool.h. */
#include "driver/spool.h"

#include "base/files.h"
#include "base/util.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Copies the rest of an open file to an unnamed temporary one, which is positioned at its start. */
static int copy_rest(int file, const char *name)
{
    size_t length = 0, put = 0;
    char *text = input_read_open(file, &length);
    FILE *made = text ? tmpfile() : NULL;
    int copy = made ? dup(fileno(made)) : -1; /* without FD_CLOEXEC: the compiler inherits it */
    if (copy >= 0) {
        put = fwrite(text, 1, length, made);
        if (fflush(made) != 0 || put != length || lseek(copy, 0, SEEK_SET) != 0) {
            int reason = errno;
            close(copy);
            errno = reason;
            copy = -1;
        }
    }
    if (copy < 0)
        error("cannot read %s to a temporary file: %s", name, strerror(errno));
    if (made)
        fclose(made);
    free(text);
    return copy;
}

static bool replace(int file, const char *name)
{
    int copy = copy_rest(file, name);
    bool done = copy >= 0 && dup2(copy, file) >= 0;
    if (copy >= 0)
        close(copy);
    return done;
}

/* The number of the open file that this path names, or -1. */
static int open_file_named(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/", NULL};
    if (strcmp(path, "/dev/stdin") == 0)
        return STDIN_FILENO;
    for (size_t i = 0; folders[i]; i++) {
        const char *digits = path + strlen(folders[i]);
        char *end;
        if (!starts_with(path, folders[i]) || *digits < '0' || *digits > '9')
            continue;
        long number = strtol(digits, &end, 10);
        return !*end && number < 1 << 16 ? (int)number : -1;
    }
    return -1;
}

static bool is_readable_pipe(int file)
{
    struct stat status;
    return file >= 0 && fstat(file, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)) &&
           (fcntl(file, F_GETFL) & O_ACCMODE) != O_WRONLY;
}

bool spool_arguments(const struct strings *arguments)
{
    static const char *const before[] = {"@", "-include", "-imacros", "--include=", "--imacros=", NULL};
    bool done = true;
    for (size_t i = 0; i < arguments->count && done; i++) {
        const char *path = arguments->items[i];
        for (size_t k = 0; before[k]; k++)
            if (starts_with(path, before[k])) {
                path += strlen(before[k]);
                break;
            }
        int file = open_file_named(path);
        if (is_readable_pipe(file))
            done = replace(file, path);
    }
    return done;
}

bool spool_standard_input(void)
{
    struct stat status;
    return fstat(STDIN_FILENO, &status) != 0 || replace(STDIN_FILENO, "standard input");
}

void spool_rewind(void)
{
    lseek(STDIN_FILENO, 0, SEEK_SET);
}

int spool_fifo(const char *path)
{
    int fifo = open(path, O_RDONLY | O_CLOEXEC);
    if (fifo < 0) {
        error("cannot read %s: %s", path, strerror(errno));
        return -1;
    }
    int copy = copy_rest(fifo, path);
    close(fifo);
    return copy;
}
