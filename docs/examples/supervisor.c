/* supervisor.c: keeps programs running.
 *
 *     supervisor [-d SECONDS] [-k SECONDS] NAME=COMMAND…
 *
 * Each command is given to the shell. What it prints is printed line by line, after its name. One that fails is started
 * again: after a second (-d), and after twice as long each time it fails at once. One that ends with status 0 is done.
 *
 * SIGTERM and Ctrl-C are passed on: all commands get SIGTERM, and what still runs after five seconds (-k) is killed.
 */
#include <asyncc/io.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const double last_words_seconds = 1, long_life_seconds = 10, longest_delay = 60;
static double first_delay = 1, stop_seconds = 5;

static async void print_lines(const char *name, int fd)
{
    async_stream output __attribute__((cleanup(async_stream_close))) = {0};
    char line[1024];
    ssize_t length = async_stream_fdopen(&output, fd);
    for (;;) {
        length = await async_stream_line(&output, line, sizeof line);
        if (length == -EMSGSIZE) /* a part of it, as a line of its own */
            length = await async_stream_read(&output, line, sizeof line);
        if (length <= 0)
            return;
        printf("%s| %.*s\n", name, (int)(length - (line[length - 1] == '\n')), line);
        fflush(stdout);
    }
}

static async void stop(async_process *process, int *status)
{
    async_process_kill(process, SIGTERM);
    if (await async_timeout(stop_seconds, async_process_wait(process, status)) == -ETIMEDOUT) {
        async_process_kill(process, SIGKILL);
        await async_process_wait(process, status);
    }
}

/* The life of a process: 0, and its status as from waitpid. -ECANCELED: it was stopped. Its end, and what it has to say
 * until then, are waited for in shields, which no cancellation reaches. */
static async int run(const char *name, char *command, int *status)
{
    async_process process;
    async_process_options options = {.in = ASYNC_DEVNULL, .out = ASYNC_PIPE, .err = ASYNC_STDOUT, .new_session = 1};
    char *arguments[] = {"/bin/sh", "-c", command, NULL};
    int s = async_process_spawn(&process, arguments, &options);
    if (s < 0)
        return s;
    async_task *output = async_spawn(print_lines(name, process.out));
    if (!output)
        async_close(process.out);
    s = await async_process_wait(&process, status);
    if (s < 0)
        await async_shield(stop(&process, status));
    /* Others may have inherited the pipe, and keep it open. */
    await async_shield_for(last_words_seconds, async_join(output));
    async_process_release(&process);
    return s;
}

/* Tells how it ended: 0, if that is how it should. */
static int report(const char *name, int s, int status)
{
    if (s < 0)
        printf("* %s: %s\n", name, strerror(-s));
    else if (WIFSIGNALED(status))
        printf("* %s: killed by signal %d\n", name, WTERMSIG(status));
    else
        printf("* %s: status %d\n", name, WEXITSTATUS(status));
    fflush(stdout);
    return s < 0 || status ? -ECHILD : 0;
}

static async int supervise(const char *name, char *command)
{
    double delay = first_delay;
    for (;;) {
        double begun = async_time();
        int status = 0, s = await run(name, command, &status);
        if (s == -ECANCELED || report(name, s, status) == 0)
            return s;
        if (async_time() - begun >= long_life_seconds)
            delay = first_delay;
        printf("* %s: again in %g s\n", name, delay);
        fflush(stdout);
        s = await async_sleep(delay);
        if (s < 0)
            return s;
        delay = delay < longest_delay / 2 ? 2 * delay : longest_delay;
    }
}

/* All have ended: 0, or the first failure. */
static async int supervise_all(char **commands)
{
    ASYNC_SCOPED_GROUP(programs);
    int started = 0;
    for (; *commands && started == 0; commands++) {
        char *command = strchr(*commands, '=');
        *command++ = '\0';
        started = async_group_spawn(&programs, supervise(*commands, command));
    }
    int s = await async_group_join(&programs);
    return s < 0 ? s : started;
}

static async int until_asked(int signals)
{
    return await async_signals_wait(signals, NULL);
}

static int usage(void)
{
    fprintf(stderr, "usage: supervisor [-d SECONDS] [-k SECONDS] NAME=COMMAND...\n");
    return 2;
}

async int main(int argc, char **argv)
{
    sigset_t set;
    for (int option; (option = getopt(argc, argv, "d:k:")) != -1;)
        if (option == 'd')
            first_delay = strtod(optarg, NULL);
        else if (option == 'k')
            stop_seconds = strtod(optarg, NULL);
        else
            return usage();
    if (optind == argc)
        return usage();
    for (int i = optind; i < argc; i++)
        if (!strchr(argv[i], '='))
            return usage();
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    int signals = async_signals_open(&set), s = signals;
    if (signals >= 0) {
        await async_race(until_asked(signals), s = supervise_all(argv + optind));
        async_close(signals);
    }
    if (s < 0 && s != -ECANCELED)
        fprintf(stderr, "supervisor: %s\n", strerror(-s));
    return s < 0 && s != -ECANCELED;
}
