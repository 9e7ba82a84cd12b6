/* system.h: what tests do to the calls of the system. Each call of the library asks system_fails first, with the size
 * that it is about to transfer, or NULL:
 *
 *     do
 *         count = system_fails(SYSTEM_READ, &size) ? -1 : read(fd, buffer, size);
 *     while (count < 0 && errno == EINTR);
 *
 * In a run of async_test_each_fault this may say that the call fails, with errno set, or make the transfer shorter.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

enum system_call {
    SYSTEM_READ,     /* read, recv and their like */
    SYSTEM_WRITE,    /* write, send and their like */
    SYSTEM_ACCEPT,   /* accept */
    SYSTEM_CONNECT,  /* connect */
    SYSTEM_MAKE,     /* what makes a descriptor: socket, open, pipe, … */
    SYSTEM_OPTION,   /* setsockopt, fcntl, bind, listen, … */
    SYSTEM_REGISTER, /* epoll_ctl, which needs memory of the system */
    SYSTEM_WAIT,     /* epoll_wait, poll */
    SYSTEM_FILE,     /* pread, fsync, … */
    SYSTEM_PROCESS,  /* fork, pthread_create */
    SYSTEM_CALLS
};

bool system_fails(enum system_call call, size_t *size);

#endif
