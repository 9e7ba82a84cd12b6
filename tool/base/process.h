/* process.h: running the compiler. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/list.h"
#include "base/util.h"

/* Replaces this process by the program (found through PATH). Returns only on failure: 127 after a message. */
int process_become(const struct strings *arguments);

/* Starts the program; its standard output and its messages go to the files `stdout_to` and `stderr_to`, unless they are
 * NULL. Returns the child's process id, or 0 after a message. */
int process_start(const struct strings *arguments, const char *stdout_to, const char *stderr_to);

/* Waits for a child and returns its exit status; 127 if `child` is 0. If a signal ended it or reached asyncc, asyncc
 * removes its temporary files and ends by the same signal once no child is left. */
int process_wait(int child);

/* Runs the program and discards its messages. Returns its standard output, from malloc; NULL if it cannot be run or
 * fails.
 */
char *process_output(const struct strings *arguments);

/* Starts the program and waits for it, as above. Its standard output goes to `out` and its messages to `errors`; the
 * caller frees both. */
int process_capture(const struct strings *arguments, struct text *out, struct text *errors);

#endif
