/* process.h: running the compiler. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/list.h"
#include "base/util.h"

/* Becomes the program (found through PATH). Returns only if that fails: 127 after a message. */
int process_become(const struct strings *arguments);

/* Starts the program; its standard output and its messages go to the files `stdout_to` and `stderr_to`, unless they are
 * NULL. Gives the child, or 0 after a message. */
int process_start(const struct strings *arguments, const char *stdout_to, const char *stderr_to);

/* Waits for a child, and gives its exit status; 127 for 0. If it or asyncc was ended by a signal, asyncc ends by the
 * same one when no child is left, its temporary files removed. */
int process_wait(int child);

/* Runs the program with its messages thrown away. Gives what it prints, from malloc; NULL if it cannot be run or fails.
 */
char *process_output(const struct strings *arguments);

/* Starts it and waits for it, as above. What it prints becomes `out` and `errors`, which the caller frees. */
int process_capture(const struct strings *arguments, struct text *out, struct text *errors);

#endif
