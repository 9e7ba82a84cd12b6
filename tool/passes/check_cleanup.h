/* check_cleanup.h: cleanups by async functions, and those that nothing can await. */
#ifndef PASSES_CHECK_CLEANUP_H
#define PASSES_CHECK_CLEANUP_H

#include "passes/cleaner.h"

/* A visitor of an ordinary function: a macro with a cleanup attribute is written out if it may name an async function;
 * then check_declaration.c refuses the variable. `data` is the cleaner. */
void want_unclear(struct node *node, void *data);

/* False if no cleanup attribute is in the buffer or in a macro that it uses. */
bool mentions_cleanup(const struct unit *unit);

/* Refuses attributes that compilers ignore: those of static variables and parameters. */
void check_ignored(struct cleaner *cleaner);

#endif
