/* expand.h: makes plain text of whatever hides a rewrite. */
#ifndef PASSES_EXPAND_H
#define PASSES_EXPAND_H

#include "clang/parse.h"

/* Pastes headers that define async code into the buffer, and writes out macros in which something has to be rewritten;
 * parses again until there is none. NULL after an error, which was printed. */
struct unit *expand(struct parser *parser, struct source *source, struct diag *diag, const char *input);

#endif
