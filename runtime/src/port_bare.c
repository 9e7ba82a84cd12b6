/* port_bare.c: the port for a program without an operating system, in place of port_posix.c and signals.c: everything
 * is built with ASYNCC_BARE defined. Time is what async_port_tick has counted, a wait is a loop, and there is no memory
 * but what the program gives with async_set_port, which may also replace the rest.
 */
#include "internal.h"

#include <errno.h>

#if defined(ASYNCC_BARE)

uint64_t port_now(void)
{
    return port_ticks();
}

void port_wait(uint64_t deadline, struct port_waker *waker)
{
    (void)deadline;
    (void)waker;
}

bool port_waker_open(struct port_waker *waker)
{
    (void)waker;
    return true;
}

bool port_waker_is_copy(const struct port_waker *waker)
{
    (void)waker;
    return false;
}

void port_waker_close(struct port_waker *waker)
{
    (void)waker;
}

void port_wake(const struct port_waker *waker)
{
    (void)waker;
}

void port_waker_read(const struct port_waker *waker)
{
    (void)waker;
}

void port_pause(void) {}

void port_at_exit(void (*close)(void), void (*leave)(void))
{
    (void)close;
    (void)leave;
}

void *port_allocate(size_t size)
{
    (void)size;
    return NULL;
}

void port_release(void *memory)
{
    (void)memory;
}

const char *port_setting(const char *name)
{
    (void)name;
    return NULL;
}

int port_descriptors(void)
{
    return 0;
}

int async_loop_fd(async_loop *loop)
{
    (void)loop;
    return -ENOSYS;
}

/* --- signals --- */

void signals_begin(struct async_state *state, bool is_main)
{
    (void)state;
    (void)is_main;
}

void signals_end(struct async_state *state)
{
    (void)state;
}

void signals_close(struct async_state *state)
{
    (void)state;
}

bool signals_may_wake(const struct async_state *state)
{
    (void)state;
    return false;
}

void signals_take(struct async_state *state)
{
    (void)state;
}

#endif
