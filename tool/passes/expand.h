/* expand.h: makes plain text of whatever hides a rewrite. */
#ifndef PASSES_EXPAND_H
#define PASSES_EXPAND_H

#include "clang/parse.h"

/* Pastes headers that define async code into the buffer, and writes out macros in which something has to be rewritten.
 * Parses again until there is nothing left to do. NULL after an error, which has been printed. */
struct unit *expand(struct parser *parser, struct source *source, struct diag *diag, const char *input);

#endif
