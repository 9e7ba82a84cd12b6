/* process.h: running the compiler. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/list.h"
#include "base/util.h"

/* Becomes the program (found through PATH). Returns only if that fails: 127 after a message. */
int process_become(const struct strings *arguments);

/* Runs the program and waits for it; its standard output goes to the file `stdout_to`, if that is not NULL. Gives its
 * exit status. If it or asyncc was ended by a signal, asyncc ends by the same one, its temporary files removed. */
int process_run(const struct strings *arguments, const char *stdout_to);

/* Runs the program with its messages thrown away. Gives what it prints, from malloc; NULL if it cannot be run or fails.
 */
char *process_output(const struct strings *arguments);

/* Runs it as process_run does. What it prints becomes `out` and `errors`, which the caller frees. */
int process_capture(const struct strings *arguments, struct text *out, struct text *errors);

#endif
