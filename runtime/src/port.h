/* port.h: the functions that the core needs from the system. A build uses one implementation, port_NAME.c.
 *
 * Times are nanoseconds of a monotonic clock. A port that can wait for more than time (file descriptors, another
 * loop) does so in port_wait.
 */
#ifndef PORT_H
#define PORT_H

#include <stdint.h>

/* The clock. Never goes back. */
uint64_t port_now(void);

/* Waits until the clock shows `deadline`, or shorter: the loop checks the clock again and calls again. */
void port_wait(uint64_t deadline);

/* Has `close` called when the calling thread ends, and `leave` when the process exits. May be called again. */
void port_at_exit(void (*close)(void), void (*leave)(void));

#endif
