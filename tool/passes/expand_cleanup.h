/* expand_cleanup.h: cleanups by async functions, __attribute__((cleanup(f))), become awaits in the text. */
#ifndef PASSES_EXPAND_CLEANUP_H
#define PASSES_EXPAND_CLEANUP_H

#include "ir/tree.h"

#include <stdbool.h>

/* Writes out the cleanups of async functions that have a local with an async one. True if it has edited the buffer,
 * which must then be parsed again. Otherwise it may have reported errors, or marked macros in `wanted` (of which `any`
 * tells) that have to be written out first. */
bool expand_cleanups(struct source *source, struct unit *unit, struct diag *diag, bool *wanted, bool *any);

#endif
