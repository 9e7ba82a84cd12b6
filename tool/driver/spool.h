/* spool.h: sources that can be read only once. */
#ifndef DRIVER_SPOOL_H
#define DRIVER_SPOOL_H

#include "base/list.h"

/* Where an argument names a pipe that is open (/dev/stdin, /dev/fd/63 of <(…), also as @/dev/stdin), what it holds is
 * read into a temporary file without a name, which takes the place of the pipe: it can be read again and again, by us
 * and by the compiler. False after a message. */
bool spool_arguments(const struct strings *arguments);

/* The same for the rest of standard input, whatever it is. */
bool spool_standard_input(void);

/* Before a program reads standard input once more. */
void spool_rewind(void);

/* A file descriptor of a temporary file with what the FIFO of this name holds; negative after a message. */
int spool_fifo(const char *path);

#endif
