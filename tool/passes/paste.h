/* paste.h: headers that define async code become part of the buffer. */
#ifndef PASSES_PASTE_H
#define PASSES_PASTE_H

#include "clang/parse.h"

/* Pastes the last header that has code, and only that: pasting changes the offsets of the others. False after an error.
 */
bool paste_header(struct parser *parser, struct source *source, struct diag *diag, const struct unit *unit,
                  const char *input, bool *pasted);

#endif
