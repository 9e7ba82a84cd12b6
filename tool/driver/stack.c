/* stack.c: see stack.h. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "driver/stack.h"

#include "base/files.h"
#include "base/util.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    STACK_SIZE = 512 << 20,
    GUARD_SIZE = 16 << 20, /* more than any one frame of clang's */
    HANDLER_STACK = 64 << 10,
};

/* What the signal handler needs: where the guard pages are, what to say, and whose signals the others are. */
static char *guard;
static char message[512];
static size_t message_length;
static struct sigaction before_us;

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    uintptr_t address = (uintptr_t)info->si_addr, low = (uintptr_t)guard;
    if (address < low || address >= low + GUARD_SIZE) {
        sigaction(number, &before_us, NULL); /* the instruction faults again, now for the previous handler */
        return;
    }
    if (write(STDERR_FILENO, message, message_length) < 0)
        _exit(1);
    temporary_clean();
    _exit(1);
}

void stack_guard(const char *input)
{
    stack_t present;
    if (!guard || sigaltstack(NULL, &present))
        return;
    if (present.ss_flags & SS_DISABLE) { /* a sanitizer has one already, which it frees itself */
        stack_t ours = {.ss_sp = malloc(HANDLER_STACK), .ss_size = HANDLER_STACK};
        if (!ours.ss_sp || sigaltstack(&ours, NULL))
            return;
    }
    struct text text = {0};
    text_printf(&text, "asyncc: error: %.400s is nested too deeply\n", input);
    message_length = text.length < sizeof message ? text.length : sizeof message;
    memcpy(message, text.text, message_length);
    free(text.text);
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, &before_us);
}

void stack_run(void *(*start)(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_t thread;
    char *memory = mmap(NULL, (size_t)GUARD_SIZE + STACK_SIZE, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory, GUARD_SIZE, PROT_NONE)) {
        start(argument);
        return;
    }
    guard = memory;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstack(&attributes, memory + GUARD_SIZE, STACK_SIZE) ||
        pthread_create(&thread, &attributes, start, argument))
        start(argument);
    else
        pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    guard = NULL;
    munmap(memory, (size_t)GUARD_SIZE + STACK_SIZE);
}
