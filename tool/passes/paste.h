/* paste.h: headers that define async code become part of the buffer. */
#ifndef PASSES_PASTE_H
#define PASSES_PASTE_H

#include "clang/parse.h"

/* Pastes the headers that have code, from the last one to the first, since pasting changes the offsets of what follows.
 * Those that they include come in the next round. False after an error. */
bool paste_headers(struct parser *parser, struct source *source, struct diag *diag, const struct unit *unit,
                   const char *input, bool *pasted);

#endif
