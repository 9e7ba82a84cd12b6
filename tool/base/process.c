/* process.c: see process.h. Nothing goes through a shell. */
#include "base/process.h"
#include "base/util.h"

#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int cannot_run(const char *program, int reason)
{
    error("cannot run %s: %s", program, strerror(reason));
    return 127;
}

int process_become(const struct strings *arguments)
{
    execvp(arguments->items[0], (char **)arguments->items);
    return cannot_run(arguments->items[0], errno);
}

/* Starts the program with these file actions and destroys them. Returns the child's process id, or 0 after a message.
 */
static int start(const struct strings *arguments, posix_spawn_file_actions_t *actions)
{
    /* Block signals until the child's process id is recorded. */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &before);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t child;
    int reason = posix_spawnp(&child, arguments->items[0], actions, &attributes, (char **)arguments->items, environ);
    if (reason == 0)
        signals_pass_to(child);
    sigprocmask(SIG_SETMASK, &before, NULL);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(actions);
    if (reason == 0)
        return child;
    cannot_run(arguments->items[0], reason);
    return 0;
}

int process_start(const struct strings *arguments, const char *stdout_to, const char *stderr_to)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (stdout_to)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, stdout_to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (stderr_to)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, stderr_to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    return start(arguments, &actions);
}

int process_wait(int child)
{
    if (child == 0)
        return 127;
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    signals_no_longer(child);
    signals_end(WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    return WEXITSTATUS(status);
}

char *process_output(const struct strings *arguments)
{
    int ends[2];
    if (pipe(ends) != 0)
        return NULL;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int reason = posix_spawnp(&child, arguments->items[0], &actions, NULL, (char **)arguments->items, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    size_t length;
    char *output = reason == 0 ? input_read_open(ends[0], &length) : NULL;
    close(ends[0]);
    if (reason != 0)
        return NULL;
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (status == 0)
        return output;
    free(output);
    return NULL;
}

static void read_back(FILE *file, struct text *text)
{
    char buffer[1 << 14];
    size_t got;
    rewind(file);
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
        text_add(text, buffer, got);
}

int process_capture(const struct strings *arguments, struct text *out, struct text *errors)
{
    FILE *files[2] = {tmpfile(), tmpfile()}; /* they have no names, so nothing has to be removed */
    int status = 127;
    if (files[0] && files[1]) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, fileno(files[0]), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, fileno(files[1]), STDERR_FILENO);
        status = process_wait(start(arguments, &actions));
        read_back(files[0], out);
        read_back(files[1], errors);
    } else {
        error("cannot make a temporary file: %s", strerror(errno));
    }
    for (int i = 0; i < 2; i++)
        if (files[i])
            fclose(files[i]);
    return status;
}
