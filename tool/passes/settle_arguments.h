/* settle_arguments.h: awaits in the arguments of macros that are part of the compiler. */
#ifndef PASSES_SETTLE_ARGUMENTS_H
#define PASSES_SETTLE_ARGUMENTS_H

#include "base/diag.h"
#include "ir/tree.h"

/* Takes the awaits out of the arguments of such macros among those that are to be written out (`wanted`, by macro), so
 * that the macros can stay. True if there were any: the buffer has to be parsed again. False, with an error, if a macro
 * cannot stay. */
bool settle_arguments(struct source *source, struct unit *unit, struct diag *diag, const bool *wanted);

#endif
