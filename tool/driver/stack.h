/* stack.h: the stack that the passes recurse on, as deep as the source is nested. */
#ifndef DRIVER_STACK_H
#define DRIVER_STACK_H

/* Calls `start` in a thread with a stack of 512 MB, and waits for it to return. Falls back on the caller's stack. */
void stack_run(void *(*start)(void *), void *argument);

/* From here on a source that is nested too deeply for that stack ends the program with an error message and status 1,
 * its temporary files removed. To be called in the thread, after libclang has installed its own handlers. */
void stack_guard(const char *input);

#endif
