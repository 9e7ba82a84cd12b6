/* port.c: where the core stands on: the system, or what the program gives with async_set_port. */
#include "internal.h"

#include <stdlib.h>

/* --- the clock of programs that count it themselves --- */

/* Interrupts get no context, so there is one for all threads. */
#if defined(__GCC_ATOMIC_LLONG_LOCK_FREE) && __GCC_ATOMIC_LLONG_LOCK_FREE == 2
static uint64_t ticks;

void async_port_tick(uint32_t nanoseconds)
{
    __atomic_fetch_add(&ticks, nanoseconds, __ATOMIC_RELEASE);
}

uint64_t port_ticks(void)
{
    return __atomic_load_n(&ticks, __ATOMIC_ACQUIRE);
}
#else
static volatile uint64_t ticks;

void async_port_tick(uint32_t nanoseconds)
{
    ticks = ticks + nanoseconds;
}

/* An interrupt may come between the two halves of a read; then the next read differs. */
uint64_t port_ticks(void)
{
    uint64_t first, second = ticks;
    do {
        first = second;
        second = ticks;
    } while (first != second);
    return first;
}
#endif

/* --- the thread's port --- */

void async_set_port(const async_port *port)
{
    struct async_state *state = async_this_thread.async_state;
    if (state && state->depth)
        report_port();
    state_close();
    memory_begin(port);
}

uint64_t port_clock(const async_port *port)
{
    return port->now ? port->now(port->context) : port_ticks();
}

void port_sleep(const async_port *port, uint64_t until)
{
    if (port->wait)
        port->wait(port->context, until);
}
