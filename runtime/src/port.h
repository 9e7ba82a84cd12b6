/* port.h: the functions that the core needs from the system. A build uses one implementation, port_NAME.c.
 *
 * Times are nanoseconds of a monotonic clock. A port that can wait for more than time (file descriptors, another
 * loop) does so in port_wait.
 */
#ifndef PORT_H
#define PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The clock. Never goes back. */
uint64_t port_now(void);

/* What others end a thread's wait by. Zeroed: not made yet. */
struct port_waker {
    int made_by; /* the process */
    bool is_open;
    int read, write; /* descriptors: the same one, or the two ends of a pipe */
};

/* Makes it, unless that was done in this process. False if there are no descriptors left: then waits are short. */
bool port_waker_open(struct port_waker *waker);

/* True if it was made by the parent of this process, whose other threads are not here. */
bool port_waker_is_copy(const struct port_waker *waker);

void port_waker_close(struct port_waker *waker);

/* Ends a wait, or the next one. From any thread, and from signal handlers. */
void port_wake(const struct port_waker *waker);

/* Forgets that the thread was woken, after a wait that somebody else has made for `waker`. */
void port_waker_read(const struct port_waker *waker);

/* Waits until the clock shows `deadline`, or shorter: the loop checks the clock again and calls again. Ends when it is
 * woken by `waker`, if that is not NULL. */
void port_wait(uint64_t deadline, struct port_waker *waker);

/* How many descriptors the process has open; 0 if the system has none. */
int port_descriptors(void);
/* Memory, aligned for anything, or NULL; frees it. */
void *port_allocate(size_t size);
void port_release(void *memory);

/* What the environment says under this name, or NULL. */
const char *port_setting(const char *name);

/* Lets other threads run. */
void port_pause(void);

/* Has `close` called when the calling thread ends, and `leave` when the process exits. May be called again. */
void port_at_exit(void (*close)(void), void (*leave)(void));

#endif
