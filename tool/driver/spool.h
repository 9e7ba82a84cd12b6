/* spool.h: sources that can be read only once. */
#ifndef DRIVER_SPOOL_H
#define DRIVER_SPOOL_H

#include "base/list.h"

/* Where an argument names an open pipe (/dev/stdin, /dev/fd/63 of <(…), also as @/dev/stdin), reads its content into an
 * unnamed temporary file that replaces the pipe, so that asyncc and the compiler can read it repeatedly. False after a
 * message. */
bool spool_arguments(const struct strings *arguments);

/* The same for the rest of standard input, whatever it is. */
bool spool_standard_input(void);

/* Rewinds standard input before another program reads it. */
void spool_rewind(void);

/* A file descriptor of a temporary file with the content of the FIFO of this name; negative after a message. */
int spool_fifo(const char *path);

#endif
