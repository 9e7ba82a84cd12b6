/* signals.c: Ctrl-C, and the signal that asks for a dump of the tasks.
 *
 * SIGINT cancels the task of `async int main`; a second one ends the process as it would have without asyncc. Only
 * while main runs, and only if the program has left the signal alone. ASYNCC_DUMP names the signal for dumps.
 *
 * A handler only counts, and wakes the thread; the loop does the rest when it looks around. One thread listens: the one
 * that runs main, or the first that runs anything. The variables are static because handlers get no context.
 */
#if !defined(_GNU_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#include "internal.h"

#if !defined(ASYNCC_BARE)

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static struct async_state *volatile listener;
static volatile sig_atomic_t interrupts, dumps;
static struct sigaction before; /* what SIGINT did before main */

static void on_interrupt(int number)
{
    struct async_state *state = listener;
    if (++interrupts > 1 || !state || !state->handles_interrupt) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    inbox_wake(&state->inbox);
}

static void on_dump(int number)
{
    (void)number;
    struct async_state *state = listener;
    dumps = 1;
    if (state)
        inbox_wake(&state->inbox);
}

/* The number of the signal with this name, with or without SIG; 0 if there is none. */
static int signal_named(const char *name)
{
    static const struct {
        const char *name;
        int number;
    } names[] = {
        {"HUP", SIGHUP},
        {"INT", SIGINT},
        {"QUIT", SIGQUIT},
        {"USR1", SIGUSR1},
        {"USR2", SIGUSR2},
        {"ALRM", SIGALRM},
        {"TERM", SIGTERM},
        {"CONT", SIGCONT},
        {"TSTP", SIGTSTP},
        {"TTIN", SIGTTIN},
        {"TTOU", SIGTTOU},
        {"URG", SIGURG},
#if defined(SIGWINCH)
        {"WINCH", SIGWINCH},
#endif
#if defined(SIGPWR)
        {"PWR", SIGPWR},
#endif
    };
    if (!strncmp(name, "SIG", 3))
        name += 3;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i].name))
            return names[i].number;
    return 0;
}

static void handle(int number, void (*handler)(int), struct sigaction *old)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, old);
}

/* Lets this thread listen. */
static void listen_here(struct async_state *state)
{
    inbox_open(&state->inbox);
    listener = state;
}

void signals_begin(struct async_state *state, bool is_main)
{
    const char *name = port_setting("ASYNCC_DUMP");
    int number = name ? signal_named(name) : 0;
    if (name && !number && *name)
        fprintf(stderr, "asyncc: warning: ASYNCC_DUMP=%s: there is no such signal\n", name);
    if (number && !listener) {
        listen_here(state);
        handle(number, on_dump, NULL);
        state->dumps = true;
        state_set_special(state);
    }
    if (!is_main || sigaction(SIGINT, NULL, &before) < 0 || before.sa_handler != SIG_DFL)
        return;
    interrupts = 0;
    listen_here(state);
    state->handles_interrupt = true;
    handle(SIGINT, on_interrupt, NULL);
}

void signals_end(struct async_state *state)
{
    if (!state->handles_interrupt)
        return;
    state->handles_interrupt = false;
    struct sigaction now; /* the program may have another one by now, which puts this one back in the end */
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == on_interrupt)
        sigaction(SIGINT, &before, NULL);
}

bool signals_may_wake(const struct async_state *state)
{
    return listener == state;
}

void signals_take(struct async_state *state)
{
    if (listener != state)
        return;
    if (state->handles_interrupt && interrupts && state->main)
        mark(state->main);
    if (dumps) {
        dumps = 0;
        dump_all(stderr, NULL);
    }
}

void signals_close(struct async_state *state)
{
    if (listener == state)
        listener = NULL;
}

#endif
