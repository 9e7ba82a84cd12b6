/* system.c: how calls of the system fail in tests. */
#include "io.h"

#include "system.h"

#include <errno.h>

enum { SHORT_BY_ONE = -1, ALL_BUT_ONE = -2 }; /* … is missing in a transfer */

enum { FAULTS = 8 };

/* What may happen to a call: first what passes, and does not happen again at once, then errors that may last. */
static const struct {
    int faults[FAULTS]; /* an errno, or one of the above; 0: no more */
    unsigned passing;
} table[SYSTEM_CALLS] = {
    [SYSTEM_READ] = {{EINTR, EAGAIN, SHORT_BY_ONE, ALL_BUT_ONE, ENOMEM, ECONNRESET}, 4},
    [SYSTEM_WRITE] = {{EINTR, EAGAIN, SHORT_BY_ONE, ALL_BUT_ONE, ENOBUFS, ECONNRESET, EPIPE}, 4},
    [SYSTEM_ACCEPT] = {{EINTR, EAGAIN, ECONNABORTED, ENOBUFS, ENOMEM, ENFILE, EMFILE}, 3},
    [SYSTEM_CONNECT] = {{ENOBUFS, ENETUNREACH, ECONNREFUSED}, 0},
    [SYSTEM_MAKE] = {{ENOMEM, ENFILE, EMFILE}, 0},
    [SYSTEM_OPTION] = {{ENOMEM}, 0},
    [SYSTEM_REGISTER] = {{ENOSPC, ENOMEM}, 0},
    [SYSTEM_WAIT] = {{EINTR}, 1},
    [SYSTEM_FILE] = {{EINTR, SHORT_BY_ONE, ALL_BUT_ONE, EIO}, 3},
    [SYSTEM_PROCESS] = {{ENOMEM, EAGAIN}, 0},
};

static unsigned count_faults(enum system_call call)
{
    unsigned count = 0;
    while (count < FAULTS && table[call].faults[count])
        count++;
    return count;
}

bool system_fails(enum system_call call, size_t *size)
{
    struct async_state *state = async_this_thread.async_state;
    if (!state || !state->test)
        return false;
    unsigned which = test_fault(state->test, count_faults(call), table[call].passing);
    if (!which)
        return false;
    int fault = table[call].faults[which - 1];
    if (fault > 0) {
        errno = fault;
        return true;
    }
    if (size && *size > 1)
        *size = fault == SHORT_BY_ONE ? *size - 1 : 1;
    return false;
}
